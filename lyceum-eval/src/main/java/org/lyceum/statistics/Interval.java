// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

/**
 * Where the true value is believed to lie, bounds included.
 *
 * @param low the least value
 * @param high the greatest value
 */
public record Interval(double low, double high) {
  /**
   * {@return whether a value lies inside}
   *
   * @param value any number
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /**
   * {@return the least interval that holds this one and a value}
   *
   * @param value a number
   */
  public Interval including(double value) {
    return new Interval(Math.min(low, value), Math.max(high, value));
  }

  /** {@return the distance of the bounds} */
  public double width() {
    return high - low;
  }
}
