// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * Scores of every vocabulary entry at every position, as masked language models have them: {@code
 * norm(activation(transform(x))) W^T + b}.
 *
 * @param transform {@code (E, D)}
 * @param activation of the transformed states
 * @param norm of these
 * @param decoder {@code (V, E)}, in most models the table of token embeddings
 * @param bias {@code (V)}, or null
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, section 3.1
 */
public record LanguageHead(
    Linear transform, Activation activation, Norm norm, Tensor decoder, @Nullable Tensor bias) {
  /**
   * {@return the logits, {@code (B, T, V)}}
   *
   * @param states the encoder's last, {@code (B, T, D)}
   */
  public Tensor logits(Tensor states) {
    return norm.apply(activation.apply(transform.apply(states))).linear(decoder, bias);
  }
}
