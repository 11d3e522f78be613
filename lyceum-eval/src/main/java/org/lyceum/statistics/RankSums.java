// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.stream.IntStream;

/**
 * The chances of each sum of a random choice of whole numbers, by adding one number after the
 * other.
 *
 * @param chances of the sums 0, 1, 2, ...
 */
record RankSums(double[] chances) {
  /** Each number is chosen or not, with equal chances. */
  static RankSums ofAnyChoice(int[] numbers) {
    double[] chances = new double[IntStream.of(numbers).sum() + 1];
    chances[0] = 1;
    int reached = 0;
    for (int number : numbers) {
      reached += number;
      for (int sum = reached; sum >= 0; sum--) {
        chances[sum] = (chances[sum] + (sum < number ? 0 : chances[sum - number])) / 2;
      }
    }
    return new RankSums(chances);
  }

  /**
   * All choices of as many numbers are equally likely: each is taken with the chance of those that
   * are still to be taken among those that are still to come.
   */
  static RankSums ofChoices(int[] numbers, int chosen) {
    double[][] chances = new double[chosen + 1][IntStream.of(numbers).sum() + 1];
    chances[0][0] = 1;
    int reached = 0;
    for (int i = 0; i < numbers.length; i++) {
      reached += numbers[i];
      double left = numbers.length - i;
      for (int count = Math.min(chosen, i + 1); count >= 0; count--) {
        scale(chances[count], 1 - (chosen - count) / left);
        if (count > 0) {
          double taken = (chosen - count + 1) / left;
          for (int sum = reached; sum >= numbers[i]; sum--) {
            chances[count][sum] += taken * chances[count - 1][sum - numbers[i]];
          }
        }
      }
    }
    return new RankSums(chances[chosen]);
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** The chance of a sum or less. */
  double atMost(int sum) {
    double chance = 0;
    for (int i = 0; i <= Math.min(sum, chances.length - 1); i++) {
      chance += chances[i];
    }
    return chance;
  }

  /** The chance of a sum or more. */
  double atLeast(int sum) {
    double chance = 0;
    for (int i = chances.length - 1; i >= Math.max(0, sum); i--) {
      chance += chances[i];
    }
    return chance;
  }

  /** The p value of a sum that may lie between two whole numbers, which counts as the nearer. */
  double p(double sum, Alternative alternative) {
    return alternative.p(atMost((int) Math.ceil(sum)), atLeast((int) Math.floor(sum)));
  }

  /** Ranks in halves, so that those which ties share are whole numbers. */
  static int[] doubled(double[] ranks) {
    int[] doubled = new int[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      doubled[i] = (int) Math.round(2 * ranks[i]);
    }
    return doubled;
  }
}
