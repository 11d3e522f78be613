// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

/** How a rank test knows what its statistic does where there is no difference. */
public enum RankNull {
  /** {@link #EXACT} up to {@value RankNull#FEW} units in all, {@link #CORRECTED} beyond. */
  AUTOMATIC,
  /**
   * By all arrangements of the ranks that there are, ties included. Time and memory grow with the
   * cube of the units.
   */
  EXACT,
  /**
   * By all arrangements of ranks without ties, whether there are some or not: scipy's {@code
   * exact}. Without ties it is {@link #EXACT}; a statistic between two whole numbers counts as the
   * less extreme of them.
   */
  UNTIED,
  /** By a normal distribution whose variance allows for ties. */
  NORMAL,
  /** As {@link #NORMAL}, with the statistic half a rank nearer to its mean. */
  CORRECTED;

  static final int FEW = 50;

  /** The choice for a number of units in all. */
  RankNull choose(int units) {
    if (this != AUTOMATIC) {
      return this;
    }
    return units <= FEW ? EXACT : CORRECTED;
  }

  /** The p value of a statistic with its mean and deviation under the normal approximation. */
  double normal(double excess, double deviation, Alternative alternative) {
    double sign =
        switch (alternative) {
          case GREATER -> 1;
          case LESS -> -1;
          case TWO_SIDED -> Math.signum(excess);
        };
    double nearer = this == CORRECTED ? sign / 2 : 0;
    return deviation == 0 ? 1 : Normal.p((excess - nearer) / deviation, alternative);
  }

  /** Sum of {@code t^3 - t} over groups of {@code t} tied ranks. */
  static double tieTerm(int[] groups) {
    double sum = 0;
    for (int size : groups) {
      sum += Math.pow(size, 3) - size;
    }
    return sum;
  }
}
