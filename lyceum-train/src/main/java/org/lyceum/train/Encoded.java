// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lyceum.tensor.Tensor;

/**
 * What texts were encoded to.
 *
 * @param vectors {@code (B, D)}
 * @param guided what there is besides, with a guide
 */
record Encoded(Tensor vectors, Optional<Guided> guided) {
  /**
   * Beside a guide.
   *
   * @param states of all tokens, {@code (N, D)}
   * @param wanted the guide's states of the same tokens, {@code (N, E)}, without a graph
   * @param taught the guide's vectors, {@code (B, F)}, without a graph
   */
  record Guided(Tensor states, Tensor wanted, Tensor taught) {
    static Guided concatenated(List<Guided> parts) {
      return new Guided(
          joined(parts, Guided::states),
          joined(parts, Guided::wanted),
          joined(parts, Guided::taught));
    }
  }

  static Encoded concatenated(List<Encoded> parts) {
    var guided = parts.stream().flatMap(part -> part.guided.stream()).toList();
    return new Encoded(
        joined(parts, Encoded::vectors),
        guided.isEmpty() ? Optional.empty() : Optional.of(Guided.concatenated(guided)));
  }

  static <T> Tensor joined(List<T> parts, Function<T, Tensor> part) {
    return Tensor.concatenate(parts.stream().map(part).toList(), 0);
  }
}
