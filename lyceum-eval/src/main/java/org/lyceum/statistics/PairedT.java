// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Student's t test of two lists of the same units, and the interval of the mean difference that
 * belongs to it. It takes the mean difference for normal, which it nearly is for many units.
 *
 * @param mean difference, first less second
 * @param standardError of the mean
 * @param degrees of freedom, units less 1
 */
public record PairedT(double mean, double standardError, int degrees) {
  /**
   * {@return the differences of two lists, summed up}
   *
   * @param first finite values, 2 or more
   * @param second of the same units
   */
  public static PairedT of(double[] first, double[] second) {
    Samples.checkPairs(first, second, 2);
    double[] differences = Samples.differences(first, second);
    return new PairedT(
        Samples.mean(differences),
        Samples.deviation(differences) / Math.sqrt(differences.length),
        differences.length - 1);
  }

  /**
   * {@return t, the mean in standard errors, and its p value; NaN where all differences are 0}
   *
   * @param alternative whether the first is greater
   */
  public TestResult test(Alternative alternative) {
    double statistic = mean / standardError;
    return new TestResult(statistic, p(statistic, degrees, alternative));
  }

  /**
   * {@return where the true mean difference lies}
   *
   * @param confidence such as 0.95
   */
  public Interval interval(double confidence) {
    Samples.checkShare("confidence", confidence);
    double reach = critical((1 - confidence) / 2, degrees) * standardError;
    return new Interval(mean - reach, mean + reach);
  }

  /** The p value of a statistic that has Student's distribution where there is no difference. */
  static double p(double statistic, double degrees, Alternative alternative) {
    if (Double.isNaN(statistic)) {
      return Double.NaN;
    }
    var student = new TDistribution(null, degrees);
    return alternative.p(
        student.cumulativeProbability(statistic), student.cumulativeProbability(-statistic));
  }

  /** The value that is exceeded with a chance. */
  static double critical(double tail, double degrees) {
    return -new TDistribution(null, degrees).inverseCumulativeProbability(tail);
  }
}
