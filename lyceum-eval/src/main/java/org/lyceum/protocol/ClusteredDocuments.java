// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import org.lyceum.metric.Evidence;

/**
 * The mean V-measure of draws, with the documents as units: a document that is drawn twice counts
 * twice wherever it is. What k-means and the draws themselves owe to chance is left out, since the
 * clusters stay; the mean over the draws has little of it.
 *
 * <p>The fewer documents there are for each pair of class and cluster, the higher is the V-measure
 * of the same clustering: pairs that are rare are not there yet. Documents that are drawn again are
 * fewer, so their scores lie to one side. Leaving documents out tells how far the score of as many
 * other documents would be; what ever more would give it does not tell.
 *
 * @param size documents
 * @param draws of them, one or more
 */
record ClusteredDocuments(int size, List<DrawnDocuments> draws) implements Evidence {
  @Override
  public double score(int[] units) {
    int[] weights = new int[size];
    for (int unit : units) {
      weights[unit]++;
    }
    return draws.stream()
        .mapToDouble(draw -> draw.vMeasure(weights))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public boolean canBeRedrawn() {
    return false;
  }
}
