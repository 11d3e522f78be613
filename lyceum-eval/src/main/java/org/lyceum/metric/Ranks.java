// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;

/** Positions in sorted order, from 1; equal values share the mean of their positions. */
public final class Ranks {
  private Ranks() {}

  /**
   * {@return the rank of each value, so that {@code average(3, 1, 3)} is {@code 2.5, 1, 2.5}}
   *
   * @param values numbers, none NaN; 0 and -0 are equal
   */
  public static double[] average(double[] values) {
    double[] sorted = sorted(values);
    double[] shared = shared(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      ranks[i] = shared[Arrays.binarySearch(sorted, values[i] + 0.0)];
    }
    return ranks;
  }

  /**
   * {@return how near the rank of each value is to the rank of its partner: 1 where they are the
   * same, 0 where one is the least of its list and the other the greatest of its}
   *
   * @param x numbers, none NaN, 2 or more
   * @param y their partners, none NaN
   */
  public static double[] nearness(double[] x, double[] y) {
    double[] one = average(x);
    double[] other = average(y);
    double[] near = new double[one.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = 1 - Math.abs(one[i] - other[i]) / (near.length - 1);
    }
    return near;
  }

  /** Ascending; -0 becomes the 0 that it equals, because library methods tell them apart. */
  private static double[] sorted(double[] values) {
    double[] sorted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
    return sorted;
  }

  /** The rank at each position of sorted values. */
  private static double[] shared(double[] sorted) {
    double[] ranks = new double[sorted.length];
    for (int start = 0; start < sorted.length; ) {
      int end = start + 1;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      Arrays.fill(ranks, start, end, (start + 1 + end) / 2.0); // mean of start + 1 .. end
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
    double[] sorted = sorted(values);
    int[] sizes = new int[sorted.length];
    int group = -1;
    for (int i = 0; i < sorted.length; i++) {
      group += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
      sizes[group]++;
    }
    return Arrays.copyOf(sizes, group + 1);
  }
}
