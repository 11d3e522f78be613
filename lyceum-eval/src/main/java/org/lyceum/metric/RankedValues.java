// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;

/**
 * Values whose ranks are wanted again and again among other choices of them, as in resamples. They
 * are sorted once; the ranks of a choice are counted then, in time that grows with its number.
 */
public final class RankedValues {
  private final int[] places; // of each value among the different ones, ascending
  private final int different;

  private RankedValues(int[] places, int different) {
    this.places = places;
    this.different = different;
  }

  /**
   * {@return the values, sorted}
   *
   * @param values numbers, none NaN; 0 and -0 are equal
   */
  public static RankedValues of(double[] values) {
    double[] ranks = Ranks.average(values);
    double[] distinct = Arrays.stream(ranks).sorted().distinct().toArray();
    int[] places =
        Arrays.stream(ranks).mapToInt(rank -> Arrays.binarySearch(distinct, rank)).toArray();
    return new RankedValues(places, distinct.length);
  }

  /** {@return the number of values} */
  public int size() {
    return places.length;
  }

  /**
   * {@return the ranks of some of the values among themselves, to the last bit those of {@link
   * Ranks#average}}
   *
   * @param chosen indices of values, each any number of times
   */
  public double[] ranks(int[] chosen) {
    int[] counts = new int[different];
    for (int index : chosen) {
      counts[places[index]]++;
    }
    double[] shared = new double[different];
    int before = 0;
    for (int place = 0; place < different; place++) {
      shared[place] = (before + 1 + before + counts[place]) / 2.0;
      before += counts[place];
    }
    double[] ranks = new double[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      ranks[i] = shared[places[chosen[i]]];
    }
    return ranks;
  }
}
