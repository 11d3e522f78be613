// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Things of which the frequent are drawn more often: in proportion to the square root of how often
 * they occur, so that the rare are seen too.
 */
final class WeightedWords<T> {
  private final List<T> words = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private double[] sums = {}; // of the weights up to each, made when first drawn from

  /** Adds one; it must not have been drawn from yet. */
  void add(T word, int count) {
    words.add(word);
    counts.add(count);
  }

  T draw(RandomGenerator random) {
    if (sums.length == 0) {
      sums = new double[words.size()];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += Math.sqrt(counts.get(i));
        sums[i] = sum;
      }
    }
    int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return words.get(at < 0 ? -at - 1 : at + 1);
  }
}
