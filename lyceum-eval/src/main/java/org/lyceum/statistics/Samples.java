// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/** What must hold for lists of numbers, and what is often needed of them. */
final class Samples {
  private Samples() {}

  /** Refuses a list that is too short or holds a number that is not finite. */
  static void check(double[] values, int least) {
    if (values.length < least) {
      throw new IllegalArgumentException(
          "a sample needs %d or more values, got %d".formatted(least, values.length));
    }
    each(values, Double::isFinite, "values must be finite");
  }

  /** Refuses lists that do not hold the same units. */
  static void checkPairs(double[] first, double[] second, int least) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "both lists must hold the same units, got %d and %d values"
              .formatted(first.length, second.length));
    }
    check(first, least);
    check(second, least);
  }

  /** Refuses what is no p value. */
  static void checkP(double[] values) {
    each(values, p -> p >= 0 && p <= 1, "p values must lie in 0..1");
  }

  /** Refuses a share that is not strictly between 0 and 1. */
  static void checkShare(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "%s must lie between 0 and 1, got %s".formatted(name, share));
    }
  }

  private static void each(double[] values, DoublePredicate holds, String must) {
    for (int i = 0; i < values.length; i++) {
      if (!holds.test(values[i])) {
        throw new IllegalArgumentException("%s, got %s at index %d".formatted(must, values[i], i));
      }
    }
  }

  static double[] differences(double[] first, double[] second) {
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> first[i] - second[i]);
    return differences;
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** With the divisor {@code n - 1}; NaN for one value. */
  static double deviation(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
  }

  /** The quantile of sorted values, linear between neighbors: numpy's default. */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
