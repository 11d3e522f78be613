// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;

/** Pairs of entries of which the earlier is the larger, counted while merging. */
final class Inversions {
  private Inversions() {}

  static long of(double[] values) {
    return count(values.clone(), 0, values.length);
  }

  /** Counts in the range {@code from .. to - 1}, and sorts it. */
  private static long count(double[] values, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    return count(values, from, middle)
        + count(values, middle, to)
        + merge(values, from, middle, to);
  }

  private static long merge(double[] values, int from, int middle, int to) {
    double[] left = Arrays.copyOfRange(values, from, middle);
    long inversions = 0;
    int taken = 0;
    int right = middle;
    for (int at = from; taken < left.length; at++) {
      if (right < to && values[right] < left[taken]) {
        inversions += left.length - taken;
        values[at] = values[right++];
      } else {
        values[at] = left[taken++];
      }
    }
    return inversions;
  }
}
