// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.tensor.Tensor;

/**
 * What an encoder makes of a batch.
 *
 * @param hidden the hidden states, {@code (B, T, D)} each: first the output of the embeddings, then
 *     of each layer
 * @param last what the encoder gives, {@code (B, T, D)}: in most the last of these
 */
public record States(List<Tensor> hidden, Tensor last) {
  /** Keeps the list as it is. */
  public States {
    hidden = List.copyOf(hidden);
  }
}
