// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.function.UnaryOperator;
import org.lyceum.tensor.Tensor;

/**
 * Patches of a picture as the tokens of a transformer.
 *
 * @param embedding pixels to what the first layer sees, {@code (B, T, D)}
 * @param stack the layers
 * @param width {@code D}
 * @see <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al. 2020</a>, section 3.1
 */
public record PictureTransformer(UnaryOperator<Tensor> embedding, Stack stack, int width)
    implements PictureEncoder {
  @Override
  public States encode(Tensor pixels) {
    return stack.encode(embedding.apply(pixels), Sight.whole());
  }

  @Override
  public Tensor attention(Tensor pixels, int layer) {
    return stack.attention(embedding.apply(pixels), Sight.whole(), layer);
  }
}
