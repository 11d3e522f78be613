// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

/** What would be believed instead, were the hypothesis of no difference refused. */
public enum Alternative {
  /** The first is greater or less. */
  TWO_SIDED,
  /** The first is greater. */
  GREATER,
  /** The first is less. */
  LESS;

  /**
   * {@return the p value, from 0 to 1; two-sided is twice the smaller tail}
   *
   * @param lower the chance of a statistic as small as that observed or smaller
   * @param upper the chance of a statistic as large as that observed or larger
   */
  public double p(double lower, double upper) {
    return switch (this) {
      case GREATER -> Math.min(1, upper);
      case LESS -> Math.min(1, lower);
      case TWO_SIDED -> Math.min(1, 2 * Math.min(lower, upper));
    };
  }
}
