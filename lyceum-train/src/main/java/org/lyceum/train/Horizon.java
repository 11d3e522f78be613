// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

/**
 * How many steps a run takes in all, where that is only known on the way, as in a run that shall
 * end at a certain time.
 *
 * <p>Whatever is answered, the rate falls from where it is to the end of its curve at the last
 * step. The answers are kept in the checkpoints; one that is given anew after a kill should be the
 * same, or the weights become others.
 */
@FunctionalInterface
public interface Horizon {
  /** As many steps as were foreseen. */
  Horizon FIXED = (made, steps) -> steps;

  /**
   * {@return optimizer steps of the whole run; other than {@code steps} only once the warm-up is
   * over, and more than {@code made}}
   *
   * <p>Asked after each step but the last.
   *
   * @param made optimizer steps so far, 1 or more
   * @param steps of the whole run, as is known so far
   */
  int steps(int made, int steps);
}
