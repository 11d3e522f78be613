// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {
  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private Normal() {}

  /** The chance of a smaller value. */
  static double below(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  /** The value that is larger than a share of all. */
  static double quantile(double share) {
    return STANDARD.inverseCumulativeProbability(share);
  }

  /** The p value of a statistic that is standard normal where there is no difference. */
  static double p(double z, Alternative alternative) {
    return alternative.p(below(z), below(-z));
  }
}
