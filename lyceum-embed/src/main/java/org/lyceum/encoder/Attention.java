// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.tensor.Tensor;

/**
 * Self-attention.
 *
 * @param heads how it is divided
 * @param projection states to queries, keys and values
 * @param queryNorm of each head's queries, {@code (B, H, T, d)}
 * @param keyNorm of each head's keys
 * @param placement how it knows where tokens are
 * @param out what was seen to states
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>, section 3.2
 */
public record Attention(
    Heads heads,
    Projection projection,
    Norm queryNorm,
    Norm keyNorm,
    Placement placement,
    Linear out) {
  /**
   * Attention without norms of heads.
   *
   * @param heads how it is divided
   * @param projection states to queries, keys and values
   * @param placement how it knows where tokens are
   * @param out what was seen to states
   */
  public Attention(Heads heads, Projection projection, Placement placement, Linear out) {
    this(heads, projection, Norm.NONE, Norm.NONE, placement, out);
  }

  /**
   * {@return the states of what each token saw}
   *
   * @param states {@code (B, T, D)}, or packed {@code (1, N, D)}
   * @param sight how texts are kept apart
   */
  public Tensor apply(Tensor states, Sight sight) {
    return out.apply(sight.each(projection.apply(states), this::seen));
  }

  private Tensor seen(List<Tensor> parts, View view) {
    Tensor queries = queries(parts, view);
    Tensor ownKeys = keys(parts, view);
    Tensor ownValues = parts.get(2).splitHeads(heads.keys());
    var past = view.past();
    var all = past == null ? null : past.extended(this, ownKeys, ownValues);
    Tensor keys = (all == null ? ownKeys : all.keys().getFirst()).repeatHeads(times());
    Tensor values = (all == null ? ownValues : all.values().getFirst()).repeatHeads(times());
    Tensor bias = bias(queries, keys, view);
    return queries.attention(keys, values, bias, heads.scale()).mergeHeads();
  }

  /**
   * {@return the probabilities that values are mixed with, {@code (B, H, T, T)}}
   *
   * @param states {@code (B, T, D)}
   * @param sight of texts in rows of their own
   */
  public Tensor probabilities(Tensor states, Sight sight) {
    var parts = projection.apply(states);
    View view = sight.rows();
    Tensor queries = queries(parts, view);
    Tensor keys = keys(parts, view).repeatHeads(times());
    Tensor scores = queries.matmul(keys.transpose()).mul(heads.scale());
    Tensor bias = bias(queries, keys, view);
    return (bias == null ? scores : scores.add(bias)).softmax(-1);
  }

  private int times() {
    return heads.queries() / heads.keys();
  }

  private Tensor queries(List<Tensor> parts, View view) {
    return turned(queryNorm.apply(parts.get(0).splitHeads(heads.queries())), view);
  }

  private Tensor keys(List<Tensor> parts, View view) {
    return turned(keyNorm.apply(parts.get(1).splitHeads(heads.keys())), view);
  }

  private Tensor turned(Tensor parts, View view) {
    var rotary = placement.rotary();
    return rotary == null ? parts : rotary.apply(parts, view);
  }

  private @Nullable Tensor bias(Tensor queries, Tensor keys, View view) {
    var learned = placement.bias();
    return Stream.of(
            view.padding(),
            placement.reach().bias(view, queries),
            learned == null ? null : learned.of(queries, keys, view))
        .filter(each -> each != null)
        .reduce(Tensor::add)
        .orElse(null);
  }
}
