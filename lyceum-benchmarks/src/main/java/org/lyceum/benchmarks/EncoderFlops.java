// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import org.lyceum.family.BertConfig;

/**
 * Floating-point operations that a BERT encoder needs for a text: two for each multiplication of a
 * linear layer or of attention. Nothing else is counted, and no padding, so that all runners are
 * measured by the same work, however they do it.
 *
 * @param layers number of layers
 * @param width width of the states
 * @param inner width between the two matrices of the feed-forward part
 */
record EncoderFlops(int layers, int width, int inner) implements TextFlops {
  /** A training step goes backward too, which costs twice as much. */
  private static final double TRAINING = 3;

  static EncoderFlops of(BertConfig config) {
    return new EncoderFlops(config.layers(), config.width(), config.intermediate());
  }

  /** Of the forward pass: {@code 2 n L (4 h^2 + 2 h f) + 4 n^2 h L}. */
  @Override
  public double forward(int tokens) {
    double linear = 4.0 * width * width + 2.0 * width * inner; // Q, K, V, output; up, down
    double attention = 2.0 * tokens * width; // scores and their sums
    return 2.0 * tokens * layers * (linear + attention);
  }

  /**
   * {@return operations of a text in a training step}
   *
   * @param tokens special tokens included
   */
  double training(int tokens) {
    return TRAINING * forward(tokens);
  }
}
