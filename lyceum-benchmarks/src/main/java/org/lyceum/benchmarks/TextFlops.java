// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

/** Floating-point operations that a model needs for a text, however a runner computes it. */
@FunctionalInterface
interface TextFlops {
  /**
   * Two for each multiplication of a linear layer or of attention; nothing else, and no padding.
   *
   * @param tokens of the text, special tokens included
   */
  double forward(int tokens);
}
