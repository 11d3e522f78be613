// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.lyceum.tensor.Tensor;

/** Pictures to hidden states. The size of a picture is fixed by the encoder. */
public interface PictureEncoder {
  /**
   * {@return the states of a batch}
   *
   * @param pixels {@code (B, channels, height, width)}, normalized as the encoder was trained
   */
  States encode(Tensor pixels);

  /**
   * {@return the attention probabilities of one layer, {@code (B, H, T, T)}}
   *
   * @param pixels {@code (B, channels, height, width)}
   * @param layer from 0
   */
  Tensor attention(Tensor pixels, int layer);

  /** {@return the width of the last states, {@code D}} */
  int width();
}
