// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

/**
 * How a run goes along the curve of its learning rate: in equal steps, from one point of it to its
 * end.
 *
 * @param from the step at which this began to hold
 * @param done the share of the curve that lay behind it there, 0 to 1
 * @param steps optimizer steps of the whole run
 */
record Course(int from, double done, int steps) {
  /**
   * {@return the share of the curve that lies behind a step}
   *
   * @param step counted from 0, at {@code from} or later
   */
  double at(int step) {
    return done + (1 - done) * ((double) (step - from) / Math.max(1, steps - from));
  }

  /**
   * {@return the course of a run that is to take another number of steps, from where it stands}
   *
   * @param made steps so far
   * @param other steps of the whole run
   * @throws IllegalArgumentException if the run is still warming up, or would be over
   */
  Course toward(int made, int other) {
    if (made < from || other <= made) {
      throw new IllegalArgumentException(
          "a run's steps may change once its warm-up of %d is over, to more than were made;"
                  .formatted(from)
              + " got %d after %d".formatted(other, made));
    }
    return new Course(made, at(made), other);
  }
}
