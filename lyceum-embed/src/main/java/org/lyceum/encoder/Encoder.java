// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.tensor.Tensor;

/** Token ids to hidden states. */
public interface Encoder {
  /**
   * {@return the hidden states, {@code (B, T, D)} each: first the output of the embeddings, then of
   * each layer}
   *
   * @param tokens the batch
   */
  List<Tensor> hiddenStates(Tokens tokens);

  /** {@return the width of the states, {@code D}} */
  int width();
}
