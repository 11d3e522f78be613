// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

/** Told what happens in a run. All methods are called on the thread that trains. */
public interface TrainListener {
  /** Hears nothing. */
  TrainListener NONE = new TrainListener() {};

  /**
   * One optimizer step.
   *
   * @param step the step, counted from 1
   * @param steps steps in all, as is known so far
   * @param loss mean loss of the step
   * @param rate learning rate
   * @param norm norm of the gradients before clipping
   */
  record Step(int step, int steps, double loss, double rate, double norm) {}

  /**
   * A step was made.
   *
   * @param step what happened in it
   */
  default void stepped(Step step) {}

  /**
   * A measurement was made.
   *
   * @param step steps so far
   * @param name what was measured
   * @param score the figure
   * @param best whether it is the best so far
   */
  default void measured(int step, String name, double score, boolean best) {}

  /**
   * A monitor saw something that a user should know.
   *
   * @param message what was seen, why it matters, what to do
   */
  default void warned(String message) {}

  /**
   * A checkpoint was written or read.
   *
   * @param step steps so far
   * @param resumed whether it was read
   */
  default void saved(int step, boolean resumed) {}
}
