// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import org.lyceum.encoder.States;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.Tensor;

/**
 * A batch on its way through a {@link Route}.
 *
 * @param tokens the batch; always with a mask
 * @param counted I64 {@code (B, T)}: 1 for a token that counts in pooling
 * @param hidden the states of each layer of the encoder, {@code (B, T, D)}; none before it
 * @param value what the last stage gave
 */
record Flow(Tokens tokens, Tensor counted, List<Tensor> hidden, Tensor value) {
  /** A batch before the first stage. */
  static Flow of(Tokens tokens, Tensor counted) {
    return new Flow(tokens, counted, List.of(), tokens.ids());
  }

  Flow with(Tensor next) {
    return new Flow(tokens, counted, hidden, next);
  }

  Flow with(States states) {
    return new Flow(tokens, counted, states.hidden(), states.last());
  }

  /** 1 for a token, 0 for padding, {@code (B, T)}. */
  Tensor mask() {
    return java.util.Objects.requireNonNull(tokens.mask());
  }
}
