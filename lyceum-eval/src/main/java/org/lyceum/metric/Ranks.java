// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.stream.IntStream;

/** Positions in sorted order, from 1; equal values share the mean of their positions. */
final class Ranks {
  private Ranks() {}

  /** The rank of each value, so that {@code average(3, 1, 3)} is {@code 2.5, 1, 2.5}. */
  static double[] average(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> compare(values[a], values[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int start = 0; start < order.length; ) {
      int end = start + 1;
      while (end < order.length && values[order[end]] == values[order[start]]) {
        end++;
      }
      double shared = (start + 1 + end) / 2.0; // mean of the ranks start + 1 .. end
      for (int i = start; i < end; i++) {
        ranks[order[i]] = shared;
      }
      start = end;
    }
    return ranks;
  }

  /** Numeric order, in which 0 and -0 are equal, as in the definition of a tie. */
  private static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
