// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** States to queries, keys and values. */
@FunctionalInterface
public interface Projection {
  /**
   * {@return queries, keys and values, {@code (B, T, heads * width)} each}
   *
   * @param states {@code (B, T, D)}
   */
  List<Tensor> apply(Tensor states);

  /**
   * {@return three matrices}
   *
   * @param query to queries
   * @param key to keys
   * @param value to values
   */
  static Projection of(Linear query, Linear key, Linear value) {
    return x -> List.of(query.apply(x), key.apply(x), value.apply(x));
  }

  /**
   * {@return three matrices with biases}
   *
   * @param parameters where they are
   * @param names of query, key and value
   * @param heads how they are divided
   * @param width of the states
   */
  static Projection load(Parameters parameters, List<String> names, Heads heads, int width) {
    return of(
        Linear.load(parameters.under(names.get(0)), width, heads.queryWidth()),
        Linear.load(parameters.under(names.get(1)), width, heads.keyWidth()),
        Linear.load(parameters.under(names.get(2)), width, heads.keyWidth()));
  }

  /**
   * {@return one matrix that gives queries, keys and values one after the other}
   *
   * @param all the matrix
   * @param heads how they are divided
   */
  static Projection joined(Linear all, Heads heads) {
    return x -> all.apply(x).split(-1, heads.queryWidth(), heads.keyWidth(), heads.keyWidth());
  }

  /**
   * {@return one matrix that gives query, key and value of the first head, then of the next}
   *
   * @param all the matrix
   * @param heads as many of keys as of queries
   */
  static Projection byHead(Linear all, Heads heads) {
    return x ->
        all
            .apply(x)
            .splitHeads(heads.queries())
            .split(-1, heads.width(), heads.width(), heads.width())
            .stream()
            .map(Tensor::mergeHeads)
            .toList();
  }

  /**
   * {@return this with norms over all heads of queries together, and of keys}
   *
   * @param query of queries
   * @param key of keys
   */
  default Projection normed(Norm query, Norm key) {
    return x -> {
      var parts = apply(x);
      return List.of(query.apply(parts.get(0)), key.apply(parts.get(1)), parts.get(2));
    };
  }
}
