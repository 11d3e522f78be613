// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

/** Chooses the examples of each batch. */
@FunctionalInterface
public interface Sampler {
  /**
   * {@return the indices of one batch, always the same for the same step}
   *
   * @param number the batch, counted from 0
   */
  int[] batch(long number);
}
