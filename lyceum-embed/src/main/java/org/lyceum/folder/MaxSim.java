// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;

/**
 * Late interaction: each vector of a query looks for the most similar of a document.
 *
 * @param mean whether the sum is divided by the number of the query's vectors
 * @see <a href="https://arxiv.org/abs/2004.12832">Khattab and Zaharia 2020</a>, eq. 3
 */
public record MaxSim(boolean mean) {
  /**
   * {@return the score; 0 of a query or a document without vectors}
   *
   * @param query vectors of its tokens
   * @param document vectors of its tokens, of the same width
   */
  public double score(List<float[]> query, List<float[]> document) {
    if (query.isEmpty() || document.isEmpty()) {
      return 0;
    }
    double sum = 0;
    for (float[] token : query) {
      double best = Double.NEGATIVE_INFINITY;
      for (float[] other : document) {
        best = Math.max(best, Similarity.DOT.of(token, other));
      }
      sum += best;
    }
    return mean ? sum / query.size() : sum;
  }
}
