// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A direction of a plot.
 *
 * @param label what it measures, with the unit
 * @param log whether equal distances are equal ratios; then all values must be above 0
 * @param range the values it covers, or null for those of the data
 */
public record Axis(String label, boolean log, @Nullable Range range) {
  /**
   * Values covered.
   *
   * @param min the least
   * @param max the greatest, above the least
   */
  public record Range(double min, double max) {
    /** Checks the order. */
    public Range {
      if (!(min < max && Double.isFinite(min) && Double.isFinite(max))) {
        throw new IllegalArgumentException(
            "a range must be finite and rise, got %s to %s".formatted(min, max));
      }
    }
  }

  /**
   * {@return an axis that covers the data}
   *
   * @param label what it measures, with the unit
   */
  public static Axis of(String label) {
    return new Axis(label, false, null);
  }

  /**
   * {@return an axis of ratios that covers the data}
   *
   * @param label what it measures, with the unit
   */
  public static Axis log(String label) {
    return new Axis(label, true, null);
  }

  /**
   * {@return the same axis with a fixed range}
   *
   * @param min the least value
   * @param max the greatest value
   */
  public Axis from(double min, double max) {
    return new Axis(label, log, new Range(min, max));
  }

  /** The range to draw: the given one, or the data's with a margin on either side. */
  Range covering(double[] values, double margin) {
    if (range != null) {
      return range;
    }
    double[] finite = Arrays.stream(values).filter(Double::isFinite).map(this::forward).toArray();
    if (finite.length == 0) {
      throw new IllegalArgumentException(
          "axis '%s' must have a finite value to show, got none".formatted(label));
    }
    double min = Arrays.stream(finite).min().orElse(0);
    double max = Arrays.stream(finite).max().orElse(0);
    double room = min == max ? Math.max(0.05, Math.abs(min) / 10) : margin * (max - min);
    return new Range(backward(min - room), backward(max + room));
  }

  double forward(double value) {
    if (!log) {
      return value;
    }
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "axis '%s' is logarithmic and needs values above 0, got %s".formatted(label, value));
    }
    return Math.log10(value);
  }

  private double backward(double value) {
    return log ? Math.pow(10, value) : value;
  }
}
