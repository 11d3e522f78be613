// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.List;
import org.lyceum.metric.Hit;

/**
 * How sure a search seems of what it found for a query.
 *
 * @param max the best score
 * @param std the standard deviation of all scores
 * @param diff1 the best score less the second best; 0 where there is none
 */
record Confidence(double max, double std, double diff1) {
  /** Of documents in any order; all 0 without any. */
  static Confidence of(List<Hit> hits) {
    return of(hits.stream().mapToDouble(Hit::score).toArray());
  }

  static Confidence of(double[] scores) {
    if (scores.length == 0) {
      return new Confidence(0, 0, 0);
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double best = sorted[sorted.length - 1];
    double second = sorted.length > 1 ? sorted[sorted.length - 2] : best;
    return new Confidence(best, Means.deviation(scores), best - second);
  }
}
