// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * How well each text fits each picture: {@code e^s <t, p> + b} of vectors of length 1.
 *
 * @param scale {@code s}, one number
 * @param bias {@code b}, one number; null for none
 * @param kind what is wanted of the numbers
 */
public record Contrast(Tensor scale, @Nullable Tensor bias, Kind kind) {
  /** What is wanted of the numbers where text and picture of one row belong together. */
  public enum Kind {
    /**
     * The right one is the largest of its row and of its column.
     *
     * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021</a>, figure 3
     */
    SOFTMAX,
    /**
     * The right one is large and all others small, each by itself.
     *
     * @see <a href="https://arxiv.org/abs/2303.15343">Zhai et al. 2023</a>, section 3.2
     */
    SIGMOID
  }

  /**
   * {@return the logits, {@code (N, M)}}
   *
   * @param texts {@code (N, D)}
   * @param pictures {@code (M, D)}
   */
  public Tensor logits(Tensor texts, Tensor pictures) {
    Tensor scaled = texts.matmul(pictures.transpose()).mul(scale.exp());
    return bias == null ? scaled : scaled.add(bias);
  }

  /**
   * {@return the loss of pairs, a scalar}
   *
   * @param logits {@code (N, N)}: text and picture of one index belong together
   */
  public Tensor loss(Tensor logits) {
    return switch (kind) {
      case SOFTMAX -> ofRow(logits).add(ofRow(logits.transpose())).div(2);
      case SIGMOID -> {
        Tensor signs = logits.diagonalMask().cast(logits.dtype()).mul(2).sub(1);
        Tensor margin = logits.mul(signs);
        Tensor softplus = margin.neg().relu().add(margin.abs().neg().exp().log1p());
        yield softplus.sum(-1, false).mean();
      }
    };
  }

  private static Tensor ofRow(Tensor logits) {
    return logits.logSoftmax(-1).diagonal().mean().neg();
  }
}
