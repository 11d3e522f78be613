// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import org.lyceum.tensor.Tensor;

/** What keeps states at one scale: a function of each vector of the last dimension. */
@FunctionalInterface
public interface Norm {
  /** Leaves states as they are. */
  Norm NONE = x -> x;

  /**
   * {@return the states, of the same shape}
   *
   * @param x {@code (..., D)}
   */
  Tensor apply(Tensor x);
}
