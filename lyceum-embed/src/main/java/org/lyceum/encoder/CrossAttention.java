// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * Attention of the tokens of one text to those of another.
 *
 * @param heads how it is divided
 * @param query of the states that look
 * @param key of the states that are looked at
 * @param value of these
 * @param out what was seen to states
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>, section 3.2.3
 */
public record CrossAttention(Heads heads, Linear query, Linear key, Linear value, Linear out) {
  /**
   * {@return the attention with these parameters, each with a bias}
   *
   * @param parameters where they are
   * @param names of query, key, value and out
   * @param heads how it is divided
   * @param width of the states
   */
  public static CrossAttention load(
      Parameters parameters, List<String> names, Heads heads, int width) {
    return new CrossAttention(
        heads,
        Linear.load(parameters.under(names.get(0)), width, heads.queryWidth()),
        Linear.load(parameters.under(names.get(1)), width, heads.keyWidth()),
        Linear.load(parameters.under(names.get(2)), width, heads.keyWidth()),
        Linear.load(parameters.under(names.get(3)), heads.queryWidth(), width));
  }

  /**
   * {@return the states of what each token saw}
   *
   * @param states {@code (B, T, D)}
   * @param memory {@code (B, S, D)}, the states that are looked at
   */
  public Tensor apply(Tensor states, Memory memory) {
    Tensor queries = query.apply(states).splitHeads(heads.queries());
    Tensor keys = key.apply(memory.states).splitHeads(heads.keys());
    Tensor values = value.apply(memory.states).splitHeads(heads.keys());
    return out.apply(queries.attention(keys, values, memory.padding, heads.scale()).mergeHeads());
  }

  /**
   * States that are looked at.
   *
   * @param states {@code (B, S, D)}
   * @param padding added to scores, {@code (B, 1, 1, S)}; null where nothing is padded
   */
  public record Memory(Tensor states, @Nullable Tensor padding) {
    /**
     * {@return the states of texts}
     *
     * @param states {@code (B, S, D)}
     * @param mask 1 for a token, 0 for padding, {@code (B, S)}; null where nothing is padded
     */
    public static Memory of(Tensor states, @Nullable Tensor mask) {
      DType dtype = states.dtype();
      return new Memory(states, mask == null ? null : Sight.padding(mask, dtype));
    }
  }
}
