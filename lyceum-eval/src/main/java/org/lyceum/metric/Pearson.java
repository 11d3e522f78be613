// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/**
 * Linear correlation of two lists.
 *
 * <p>{@code r = sum (x_i - mean x)(y_i - mean y) / sqrt(sum (x_i - mean x)^2 sum (y_i - mean
 * y)^2)}.
 *
 * @see <a href="https://en.wikipedia.org/wiki/Pearson_correlation_coefficient">definition</a>
 */
public final class Pearson {
  private Pearson() {}

  /**
   * {@return the correlation, from -1 to 1; NaN where one list is constant, for then it is not
   * defined}
   *
   * @param x finite values, 2 or more
   * @param y finite values, as many
   */
  public static double of(double[] x, double[] y) {
    check(x, y);
    if (isConstant(x) || isConstant(y)) {
      return Double.NaN; // the mean of equal values may differ from them by rounding
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xy += dx * dy;
      xx += dx * dx;
      yy += dy * dy;
    }
    double r = xy / (Math.sqrt(xx) * Math.sqrt(yy));
    return Double.isNaN(r) ? Double.NaN : Math.clamp(r, -1.0, 1.0);
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  static void check(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "both lists must have the same length, got %d and %d".formatted(x.length, y.length));
    }
    if (x.length < 2) {
      throw new IllegalArgumentException(
          "a correlation needs 2 or more pairs, got %d".formatted(x.length));
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        throw new NoScoreException(
            "values must be finite, got %s and %s at index %d".formatted(x[i], y[i], i));
      }
    }
  }
}
