// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.encoder.States;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.Contrast;
import org.lyceum.tensor.Tensor;

/**
 * Texts and pictures as vectors of one space.
 *
 * @param texts the side of texts
 * @param pictures the side of pictures
 * @param contrast how well they fit
 */
public record DualEncoder(Texts texts, Pictures pictures, Contrast contrast) {
  /**
   * The side of texts.
   *
   * @param encoder token ids to states
   * @param masked whether padding is out of sight; else it is a token as any other
   * @param pooling last states {@code (B, T, D)} and their tokens to one vector
   * @param projection of this vector to the common space
   */
  public record Texts(
      Transformer encoder,
      boolean masked,
      BiFunction<Tensor, Tokens, Tensor> pooling,
      UnaryOperator<Tensor> projection) {
    /**
     * {@return the states of a batch}
     *
     * @param tokens texts in rows of their own
     */
    public States encode(Tokens tokens) {
      return encoder.encode(seen(tokens));
    }

    /**
     * {@return the attention probabilities of one layer, {@code (B, H, T, T)}}
     *
     * @param tokens texts in rows of their own
     * @param layer 0 to L - 1
     */
    public Tensor attention(Tokens tokens, int layer) {
      return encoder.attention(seen(tokens), layer);
    }

    private Tokens seen(Tokens tokens) {
      return masked ? tokens : new Tokens(tokens.ids(), null, null);
    }

    /**
     * {@return vectors of length 1, {@code (B, E)}}
     *
     * @param pooled {@code (B, D)}
     */
    public Tensor project(Tensor pooled) {
      return projection.apply(pooled).normalize();
    }
  }

  /**
   * The side of pictures.
   *
   * @param encoder pixels to states
   * @param pooling last states {@code (B, T, D)} to one vector
   * @param projection of this vector to the common space
   */
  public record Pictures(
      PictureEncoder encoder, UnaryOperator<Tensor> pooling, UnaryOperator<Tensor> projection) {
    /**
     * {@return vectors of length 1, {@code (B, E)}}
     *
     * @param pooled {@code (B, D)}
     */
    public Tensor project(Tensor pooled) {
      return projection.apply(pooled).normalize();
    }
  }

  /**
   * {@return the vectors of texts, of length 1, {@code (B, E)}}
   *
   * @param tokens texts in rows of their own
   */
  public Tensor vectors(Tokens tokens) {
    return texts.project(texts.pooling.apply(texts.encode(tokens).last(), tokens));
  }

  /**
   * {@return the vectors of pictures, of length 1, {@code (B, E)}}
   *
   * @param pixels {@code (B, channels, height, width)}
   */
  public Tensor vectors(Tensor pixels) {
    return pictures.project(pictures.pooling.apply(pictures.encoder.encode(pixels).last()));
  }
}
