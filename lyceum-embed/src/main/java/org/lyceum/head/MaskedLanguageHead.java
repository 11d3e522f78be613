// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.lyceum.encoder.Bert;
import org.lyceum.encoder.BertConfig;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * Scores of every vocabulary entry at every position, from BERT's states. The last matrix is the
 * table of token embeddings.
 *
 * @param transform {@code (D, D)}
 * @param norm of the transformed states
 * @param decoder {@code (V, D)}
 * @param bias {@code (V)}
 * @param config of the encoder
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, section 3.1
 */
public record MaskedLanguageHead(
    Linear transform, LayerNorm norm, Tensor decoder, Tensor bias, BertConfig config) {
  /**
   * {@return the head with the parameters {@code cls.predictions.*}}
   *
   * @param bert the encoder whose token embeddings it shares
   * @param parameters by the names of the checkpoint
   */
  public static MaskedLanguageHead load(Bert bert, Parameters parameters) {
    var config = bert.config();
    var predictions = parameters.under("cls.predictions");
    var transform = predictions.under("transform");
    return new MaskedLanguageHead(
        Linear.load(transform.under("dense"), config.width(), config.width()),
        LayerNorm.load(transform.under("LayerNorm"), config.width(), config.eps()),
        bert.wordEmbeddings(),
        predictions.get("bias", config.vocabulary()),
        config);
  }

  /**
   * {@return the logits, {@code (B, T, V)}}
   *
   * @param states the encoder's last, {@code (B, T, D)}
   */
  public Tensor logits(Tensor states) {
    Tensor transformed = norm.apply(config.activation().apply(transform.apply(states)));
    return transformed.linear(decoder, bias);
  }
}
