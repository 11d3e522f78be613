// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * Whether the second of two texts followed the first: logit 0 yes, logit 1 no.
 *
 * @param pooler what it reads
 * @param relationship {@code cls.seq_relationship}
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, section 3.1
 */
public record NextSentenceHead(BertPooler pooler, Linear relationship) {
  /**
   * {@return the head with the parameters {@code pooler.dense.*} and {@code
   * cls.seq_relationship.*}}
   *
   * @param parameters by the names of the checkpoint
   * @param width {@code D}
   */
  public static NextSentenceHead load(Parameters parameters, int width) {
    return new NextSentenceHead(
        BertPooler.load(parameters, width),
        Linear.load(parameters.under("cls.seq_relationship"), width, 2));
  }

  /**
   * {@return the logits, {@code (B, 2)}}
   *
   * @param states the encoder's last, {@code (B, T, D)}
   */
  public Tensor logits(Tensor states) {
    return relationship.apply(pooler.apply(states));
  }
}
