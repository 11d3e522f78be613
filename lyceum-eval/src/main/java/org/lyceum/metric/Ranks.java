// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Positions in sorted order, from 1; equal values share the mean of their positions. */
public final class Ranks {
  private Ranks() {}

  /**
   * {@return the rank of each value, so that {@code average(3, 1, 3)} is {@code 2.5, 1, 2.5}}
   *
   * @param values numbers, none NaN; 0 and -0 are equal
   */
  public static double[] average(double[] values) {
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

  /**
   * {@return how many values share each rank, in ascending order of the values, so that {@code
   * groups(3, 1, 3)} is {@code 1, 2}}
   *
   * @param values numbers, none NaN; 0 and -0 are equal
   */
  public static int[] groups(double[] values) {
    double[] ranks = average(values);
    Arrays.sort(ranks);
    int[] sizes = new int[ranks.length];
    int group = -1;
    for (int i = 0; i < ranks.length; i++) {
      group += i == 0 || ranks[i] != ranks[i - 1] ? 1 : 0;
      sizes[group]++;
    }
    return Arrays.copyOf(sizes, group + 1);
  }

  /** Numeric order, in which 0 and -0 are equal, as in the definition of a tie. */
  private static int compare(double a, double b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
