// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * What turns a decoder's states into logits of the next token.
 *
 * @param tied whether its matrix is the table of token embeddings, whatever else a file holds
 * @param cap the largest logit, bounded by a hyperbolic tangent; 0 for no bound
 */
record DecoderHead(boolean tied, double cap) {
  /** As a configuration says, where logits have no bound. */
  static DecoderHead of(Settings settings, boolean tied) {
    return new DecoderHead(settings.flag("tie_word_embeddings", tied), 0);
  }

  /** The logits by their name; none where a file lacks the matrix that is not the table. */
  Map<String, UnaryOperator<Tensor>> of(Architecture family, Parameters parameters, String own) {
    String name = tied ? family.table() : own;
    if (!parameters.has(name)) {
      return Map.of();
    }
    var matrix = parameters.get(name, family.sizes().vocabulary(), family.sizes().width());
    var head = new Linear(matrix, null);
    return Map.of("logits", states -> bounded(head.apply(states)));
  }

  private Tensor bounded(Tensor logits) {
    return cap == 0 ? logits : logits.div(cap).tanh().mul(cap);
  }
}
