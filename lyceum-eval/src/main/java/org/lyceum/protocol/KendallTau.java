// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Kendall's tau-b: pairs in the same order less pairs in opposite order, over the pairs that are
 * not tied; counted by sorting.
 *
 * @see <a href="https://doi.org/10.1080/01621459.1966.10480879">Knight 1966</a>
 */
final class KendallTau {
  private KendallTau() {}

  /** From -1 to 1; NaN where a list is constant. */
  static double of(double[] x, double[] y) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> x[i]).thenComparingDouble(i -> y[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] sortedX = IntStream.of(order).mapToDouble(i -> x[i]).toArray();
    double[] sorted = IntStream.of(order).mapToDouble(i -> y[i]).toArray();
    long both = 0;
    for (int from = 0, i = 1; i <= order.length; i++) {
      if (i == order.length || sortedX[i] != sortedX[from] || sorted[i] != sorted[from]) {
        both += pairs(i - from);
        from = i;
      }
    }
    long tiedX = ties(sortedX);
    long swaps = sort(sorted, new double[sorted.length], 0, sorted.length);
    long tiedY = ties(sorted);
    long all = pairs(order.length);
    double difference = (double) all - tiedX - tiedY + both - 2 * swaps;
    return difference / Math.sqrt((double) (all - tiedX)) / Math.sqrt((double) (all - tiedY));
  }

  private static long pairs(long count) {
    return count * (count - 1) / 2;
  }

  private static long ties(double[] sorted) {
    long tied = 0;
    for (int from = 0, i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        tied += pairs(i - from);
        from = i;
      }
    }
    return tied;
  }

  /** Sorts a range by merging; returns how many pairs stood the wrong way round. */
  private static long sort(double[] values, double[] spare, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long swaps = sort(values, spare, from, middle) + sort(values, spare, middle, to);
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      if (right == to || (left < middle && values[left] <= values[right])) {
        spare[at] = values[left++];
      } else {
        swaps += middle - left;
        spare[at] = values[right++];
      }
    }
    System.arraycopy(spare, from, values, from, to - from);
    return swaps;
  }
}
