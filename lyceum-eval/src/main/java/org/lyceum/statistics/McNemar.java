// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test of two models that are right or wrong on the same units; two-sided. Only units on
 * which exactly one of them is right speak.
 *
 * @param onlyFirst units on which only the first is right, 0 or more
 * @param onlySecond units on which only the second is right, 0 or more
 * @see <a href="https://doi.org/10.1007/BF02295996">McNemar 1947</a>
 */
public record McNemar(int onlyFirst, int onlySecond) {
  /** Checks the counts. */
  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "counts must be 0 or more, got %d and %d".formatted(onlyFirst, onlySecond));
    }
  }

  /**
   * {@return the counts of two models}
   *
   * @param first on which units one model is right
   * @param second on which of the same units the other is right
   */
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "both models must be measured on the same units, got %d and %d"
              .formatted(first.length, second.length));
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      onlyFirst += first[i] && !second[i] ? 1 : 0;
      onlySecond += second[i] && !first[i] ? 1 : 0;
    }
    return new McNemar(onlyFirst, onlySecond);
  }

  /** {@return the smaller count, and its p value from the binomial distribution} */
  public TestResult exact() {
    int smaller = Math.min(onlyFirst, onlySecond);
    double tail =
        new BinomialDistribution(null, onlyFirst + onlySecond, 0.5).cumulativeProbability(smaller);
    return new TestResult(smaller, Math.min(1, 2 * tail));
  }

  /**
   * {@return chi squared, {@code (b - c)^2 / (b + c)}, and its p value with 1 degree of freedom}
   */
  public TestResult chiSquared() {
    return chiSquared(Math.abs(onlyFirst - onlySecond));
  }

  /** {@return chi squared with the difference of the counts less 1, at least 0, and its p value} */
  public TestResult corrected() {
    return chiSquared(Math.max(Math.abs(onlyFirst - onlySecond) - 1, 0));
  }

  private TestResult chiSquared(double difference) {
    double root = difference == 0 ? 0 : difference / Math.sqrt((double) onlyFirst + onlySecond);
    return new TestResult(root * root, Normal.p(root, Alternative.TWO_SIDED));
  }
}
