// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.lyceum.tensor.Tensor;

/**
 * What a causal encoder keeps of tokens that it has read, so that a text can go on without being
 * read again: their keys and values in each layer. Of one text; not thread safe.
 */
public final class Past {
  private final IdentityHashMap<Attention, Pieces> byAttention = new IdentityHashMap<>();
  private final List<Tensor> fresh = new ArrayList<>();
  private int length;

  /** Nothing read yet. */
  public Past() {}

  /** Keys and values, {@code (1, H, T, d)}, of each part that was read at once. */
  record Pieces(List<Tensor> keys, List<Tensor> values) {}

  /** {@return the number of tokens read} */
  public int length() {
    return length;
  }

  /** The keys and values of all tokens, those of new ones included, (1, H, past + T, d) each. */
  Pieces extended(Attention attention, Tensor keys, Tensor values) {
    var pieces =
        byAttention.computeIfAbsent(
            attention, any -> new Pieces(new ArrayList<>(), new ArrayList<>()));
    pieces.keys.add(keys);
    pieces.values.add(values);
    fresh.add(keys);
    fresh.add(values);
    return new Pieces(
        List.of(Tensor.concatenate(pieces.keys, 2)), List.of(Tensor.concatenate(pieces.values, 2)));
  }

  /**
   * Counts new tokens as read, when all layers have seen them.
   *
   * @param tokens how many
   * @return what must live on until the text ends: their keys and values
   */
  public List<Tensor> advance(int tokens) {
    length += tokens;
    var kept = List.copyOf(fresh);
    fresh.clear();
    return kept;
  }
}
