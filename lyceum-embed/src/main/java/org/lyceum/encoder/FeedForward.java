// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.lyceum.nn.Linear;
import org.lyceum.tensor.Tensor;

/** What a layer does to each token's state alone. */
@FunctionalInterface
public interface FeedForward {
  /**
   * {@return the new states}
   *
   * @param states {@code (B, T, D)}
   */
  Tensor apply(Tensor states);

  /**
   * {@return {@code narrow(activation(wide(x)))}}
   *
   * @param wide to the inner width
   * @param activation of it
   * @param narrow back
   */
  static FeedForward of(Linear wide, Activation activation, Linear narrow) {
    return x -> narrow.apply(activation.apply(wide.apply(x)));
  }

  /**
   * {@return {@code narrow(activation(gate(x)) * wide(x))}}
   *
   * @param gate what is activated
   * @param wide what it opens
   * @param activation of the gate
   * @param narrow back
   * @see <a href="https://arxiv.org/abs/2002.05202">Shazeer 2020</a>, eq. 6
   */
  static FeedForward gated(Linear gate, Linear wide, Activation activation, Linear narrow) {
    return x -> narrow.apply(activation.apply(gate.apply(x)).mul(wide.apply(x)));
  }

  /**
   * {@return the same with one matrix that gives what the gate opens, then the gate}
   *
   * @param both the matrix
   * @param activation of the gate
   * @param narrow back; the width of its input is that of the gate
   */
  static FeedForward gatedLast(Linear both, Activation activation, Linear narrow) {
    long width = narrow.weight().shape().size(1);
    return x -> {
      var parts = both.apply(x).split(-1, width, width);
      return narrow.apply(activation.apply(parts.get(1)).mul(parts.get(0)));
    };
  }

  /**
   * {@return the same with one matrix that gives the gate, then what it opens}
   *
   * @param both the matrix
   * @param activation of the gate
   * @param narrow back; the width of its input is that of the gate
   */
  static FeedForward gated(Linear both, Activation activation, Linear narrow) {
    long width = narrow.weight().shape().size(1);
    return x -> {
      var parts = both.apply(x).split(-1, width, width);
      return narrow.apply(activation.apply(parts.get(0)).mul(parts.get(1)));
    };
  }
}
