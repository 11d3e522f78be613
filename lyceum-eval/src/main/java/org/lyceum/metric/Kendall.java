// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Kendall's rank correlation of two lists: of all pairs of entries, how many more are in the same
 * order in both lists than in opposite order.
 *
 * @param size entries of a list, 2 or more
 * @param excess pairs in the same order less pairs in opposite order
 * @param groupsX how many entries share each value of the first list
 * @param groupsY how many entries share each value of the second list
 * @see <a href="https://doi.org/10.1093/biomet/33.3.239">Kendall 1945</a>, on ties
 */
public record Kendall(int size, long excess, int[] groupsX, int[] groupsY) {
  /**
   * {@return the comparison of two lists, in time {@code n log n}}
   *
   * @param x finite values, 2 or more
   * @param y finite values, as many
   * @see <a href="https://doi.org/10.1080/01621459.1966.10480879">Knight 1966</a>
   */
  public static Kendall of(double[] x, double[] y) {
    Pearson.check(x, y);
    double[] first = Ranks.average(x);
    double[] second = Ranks.average(y);
    int[] order = order(first, second);
    double[] sorted = IntStream.of(order).mapToDouble(i -> second[i]).toArray();
    long tiedInBoth = tiedInBoth(order, first, second);
    int[] groupsX = Ranks.groups(x);
    int[] groupsY = Ranks.groups(y);
    long ordered = pairs(x.length) - tied(groupsX) - tied(groupsY) + tiedInBoth;
    return new Kendall(x.length, ordered - 2 * Inversions.of(sorted), groupsX, groupsY);
  }

  /**
   * {@return tau b, from -1 to 1: the excess relative to the pairs that are tied in neither list;
   * NaN where one list is constant}
   */
  public double tauB() {
    double untiedX = pairs() - tied(groupsX);
    double untiedY = pairs() - tied(groupsY);
    double root = Math.sqrt(untiedX) * Math.sqrt(untiedY);
    return root == 0 ? Double.NaN : Math.clamp(excess / root, -1.0, 1.0);
  }

  /**
   * {@return Stuart's tau c, from -1 to 1, for lists of unequally many different values; NaN where
   * one list is constant}
   */
  public double tauC() {
    double values = Math.min(groupsX.length, groupsY.length);
    return 2.0 * excess / ((double) size * size * (values - 1) / values);
  }

  /** {@return the number of pairs of entries} */
  public long pairs() {
    return pairs(size);
  }

  private static long pairs(long count) {
    return count * (count - 1) / 2;
  }

  private static long tied(int[] groups) {
    return IntStream.of(groups).mapToLong(Kendall::pairs).sum();
  }

  /** By the first list and, among equal values, by the second. */
  private static int[] order(double[] first, double[] second) {
    return IntStream.range(0, first.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> first[i]).thenComparingDouble(i -> second[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static long tiedInBoth(int[] order, double[] first, double[] second) {
    long tied = 0;
    int run = 0;
    for (int i = 1; i < order.length; i++) {
      boolean same =
          first[order[i]] == first[order[i - 1]] && second[order[i]] == second[order[i - 1]];
      run = same ? run + 1 : 0;
      tied += run; // the entry is tied with each one before it in its run
    }
    return tied;
  }
}
