// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.function.IntPredicate;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.special.Gamma;

/**
 * How many units it takes to see a difference of two models. The answer is that of the paired t
 * test, two-sided, by the noncentral t distribution; the randomization test needs as many.
 *
 * @param deviation standard deviation of the differences of the units, above 0; in the unit of the
 *     score
 * @param level of the test, such as 0.05
 */
public record Power(double deviation, double level) {
  private static final int MOST_UNITS = 1 << 30;
  private static final double REACH = 12; // standard deviations beyond which nothing is left

  /** Checks deviation and level. */
  public Power {
    if (!(deviation > 0 && Double.isFinite(deviation))) {
      throw new IllegalArgumentException(
          "the deviation of the differences must be positive and finite, got %s"
              .formatted(deviation));
    }
    Samples.checkShare("the level", level);
  }

  /**
   * {@return the power of tests on units like those that were seen}
   *
   * @param first one model's values of 2 or more units
   * @param second the other's, of the same units
   * @param level of the test, such as 0.05
   */
  public static Power of(double[] first, double[] second, double level) {
    Samples.checkPairs(first, second, 2);
    return new Power(Samples.deviation(Samples.differences(first, second)), level);
  }

  /**
   * {@return the power of tests on units like those that were seen, where the score is not a mean
   * of theirs}
   *
   * @param difference bootstrap of the {@link Difference} of two models
   * @param units that were measured, 1 or more
   * @param level of the test, such as 0.05
   */
  public static Power of(BootstrapDistribution difference, int units, double level) {
    return new Power(difference.standardError() * Math.sqrt(units), level);
  }

  /**
   * {@return the chance that the test finds a difference that is there}
   *
   * @param difference true mean difference, in the unit of the score: 0.01 is a point
   * @param units 2 or more
   */
  public double power(double difference, int units) {
    if (units < 2) {
      throw new IllegalArgumentException("units must be 2 or more, got " + units);
    }
    checkDifference(difference);
    double degrees = units - 1.0;
    double shift = difference * Math.sqrt(units) / deviation;
    double critical = PairedT.critical(level / 2, degrees);
    double spread = 1 / Math.sqrt(2 * degrees);
    // t = (z + shift) / v, where v is the ratio of the estimated deviation to the true one
    return new IterativeLegendreGaussIntegrator(16, 1e-9, 1e-12)
        .integrate(
            1_000_000,
            v ->
                ratioDensity(v, degrees)
                    * (Normal.below(shift - critical * v) + Normal.below(-shift - critical * v)),
            Math.max(0, 1 - REACH * spread),
            1 + REACH * spread);
  }

  /** The density of the square root of chi squared over its degrees of freedom. */
  private static double ratioDensity(double ratio, double degrees) {
    double half = degrees / 2;
    double logarithm =
        Math.log(2)
            + half * Math.log(half)
            - Gamma.logGamma(half)
            + (degrees - 1) * Math.log(ratio)
            - half * ratio * ratio;
    return Math.exp(logarithm);
  }

  /**
   * {@return the fewest units with which the test finds a difference with a given chance}
   *
   * @param difference true mean difference, not 0, in the unit of the score: 0.01 is a point
   * @param power such as 0.8
   */
  public int units(double difference, double power) {
    checkDifference(difference);
    Samples.checkShare("power", power);
    IntPredicate suffices = units -> power(difference, units) >= power;
    int enough = 2;
    while (!suffices.test(enough)) {
      if (enough == MOST_UNITS) {
        throw new IllegalArgumentException(
            "the difference must be one that %,d units can show, got %s where units differ by %s"
                .formatted(MOST_UNITS, difference, deviation));
      }
      enough *= 2;
    }
    int few = enough / 2; // does not suffice, unless it is 1
    while (enough - few > 1) {
      int middle = few + (enough - few) / 2;
      enough = suffices.test(middle) ? middle : enough;
      few = enough == middle ? few : middle;
    }
    return enough;
  }

  private static void checkDifference(double difference) {
    if (!Double.isFinite(difference)) {
      throw new IllegalArgumentException("the difference must be finite, got " + difference);
    }
  }
}
