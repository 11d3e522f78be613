// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * BERT's own text vector: {@code tanh(W x + b)} of the first token's state. Its next-sentence head
 * was trained on it; sentence embeddings do not use it.
 *
 * @param dense the matrix
 */
public record Pooler(Linear dense) {
  /**
   * {@return the pooler with the parameters {@code weight} and {@code bias}}
   *
   * @param parameters where they are
   * @param width {@code D}
   */
  public static Pooler load(Parameters parameters, int width) {
    return new Pooler(Linear.load(parameters, width, width));
  }

  /**
   * {@return the vectors, {@code (B, D)}}
   *
   * @param states the encoder's last, {@code (B, T, D)}, padded on the right
   */
  public Tensor apply(Tensor states) {
    return dense.apply(states.select(1, 0)).tanh();
  }
}
