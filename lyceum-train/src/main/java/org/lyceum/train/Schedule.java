// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

/**
 * How the learning rate goes: up from 0 in a line, then along a curve.
 *
 * @param steps optimizer steps in all, 1 or more, where no {@link Horizon} says otherwise
 * @param warmup steps until the peak, 0 to {@code steps}
 * @param peak the highest learning rate, positive
 * @param curve what follows the warm-up
 */
public record Schedule(int steps, int warmup, double peak, Curve curve) {
  /** What follows the warm-up. */
  public enum Curve {
    /** The peak to the end. */
    CONSTANT,
    /** A line to 0. */
    LINEAR,
    /** Half a cosine to 0. */
    COSINE
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Schedule {
    if (steps < 1) {
      throw new IllegalArgumentException("steps must be 1 or more, got %d".formatted(steps));
    }
    if (warmup < 0 || warmup > steps) {
      throw new IllegalArgumentException(
          "warmup must lie in 0..%d, the steps, got %d; give it in steps, not as a fraction"
              .formatted(steps, warmup));
    }
    if (!(peak > 0 && Double.isFinite(peak))) {
      throw new IllegalArgumentException(
          "the peak learning rate must be positive and finite, got %s".formatted(peak));
    }
  }

  /**
   * {@return the learning rate of one step}
   *
   * @param step counted from 0
   */
  public double rate(int step) {
    return rate(step, course());
  }

  /** The way along the curve, as long as nothing changes it. */
  Course course() {
    return new Course(warmup, 0, steps);
  }

  /** The learning rate of one step of a run that goes along its curve in a certain way. */
  double rate(int step, Course course) {
    if (step < warmup) {
      return peak * step / warmup;
    }
    double done = course.at(step);
    return switch (curve) {
      case CONSTANT -> peak;
      case LINEAR -> peak * Math.max(0, 1 - done);
      case COSINE -> peak * Math.max(0, 0.5 * (1 + Math.cos(Math.PI * done)));
    };
  }
}
