// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Pairs sorted by their scores, best first, for measures of how well a score tells the classes
 * apart. Pairs of equal score are accepted together or not at all.
 */
final class SortedPairs {
  private final int[] order; // of pairs, best first
  private final boolean[] ends; // whether the next pair in this order has another score
  private final boolean[] positive; // in this order

  SortedPairs(double[] scores, boolean[] labels) {
    order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    ends = new boolean[order.length];
    positive = new boolean[order.length];
    for (int r = 0; r < order.length; r++) {
      ends[r] = r == order.length - 1 || scores[order[r]] != scores[order[r + 1]];
      positive[r] = labels[order[r]];
    }
  }

  /** Average precision of all pairs. */
  double averagePrecision() {
    int[] once = new int[order.length];
    Arrays.fill(once, 1);
    return averagePrecision(once);
  }

  /** Average precision where each pair comes a number of times; 0 without a positive one. */
  double averagePrecision(int[] times) {
    double sum = 0;
    long hits = 0;
    long seen = 0;
    long before = 0;
    for (int r = 0; r < order.length; r++) {
      int count = times[order[r]];
      seen += count;
      hits += positive[r] ? count : 0;
      if (ends[r] && hits > before) {
        sum += (hits - before) * (hits / (double) seen);
        before = hits;
      }
    }
    return hits == 0 ? 0 : sum / hits;
  }

  /**
   * The share of right answers at the best threshold.
   *
   * @param any whether all pairs, or none, may be accepted too; mteb tries neither
   */
  double bestAccuracy(boolean any) {
    int negatives = order.length - positives();
    double best = any ? negatives : 0;
    int right = negatives;
    for (int r = 0; r < order.length; r++) {
      right += positive[r] ? 1 : -1;
      if (ends[r] && (any || r < order.length - 1)) {
        best = Math.max(best, right);
      }
    }
    return best / order.length;
  }

  /**
   * F1, precision and recall at the threshold of the best F1.
   *
   * @param any whether all pairs may be accepted too; mteb does not try
   */
  F1 bestF1(boolean any) {
    int positives = positives();
    var best = new F1(0, 0, 0);
    int hits = 0;
    for (int r = 0; r < order.length; r++) {
      hits += positive[r] ? 1 : 0;
      if (hits > 0 && ends[r] && (any || r < order.length - 1)) {
        var here = F1.of(hits / (r + 1.0), hits / (double) positives);
        best = here.f1 > best.f1 ? here : best;
      }
    }
    return best;
  }

  private int positives() {
    int count = 0;
    for (boolean is : positive) {
      count += is ? 1 : 0;
    }
    return count;
  }

  /** The harmonic mean of precision and recall, with both. */
  record F1(double f1, double precision, double recall) {
    private static F1 of(double precision, double recall) {
      return new F1(2 * precision * recall / (precision + recall), precision, recall);
    }
  }
}
