// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * How attention keeps the texts of a batch apart: rows of their own, or runs of equal length in one
 * packed row.
 */
public final class Sight {
  private final @Nullable Packing packing;
  private final List<View> views;

  private Sight(@Nullable Packing packing, List<View> views) {
    this.packing = packing;
    this.views = views;
  }

  /**
   * {@return the sight of a batch, in which a token sees all of its own text}
   *
   * @param tokens the batch
   * @param dtype of the states
   */
  public static Sight of(Tokens tokens, DType dtype) {
    var packing = tokens.packing();
    return packing == null
        ? new Sight(null, List.of(new View(padding(tokens.mask(), dtype))))
        : new Sight(packing, packing.runs().stream().map(run -> new View(null)).toList());
  }

  /**
   * {@return the sight of one text that goes on}
   *
   * @param past what was read of it
   */
  static Sight after(Past past) {
    return new Sight(null, List.of(View.after(past)));
  }

  /** {@return the sight of a batch without padding, each row of which sees all of itself} */
  public static Sight whole() {
    return new Sight(null, List.of(new View(null)));
  }

  static @Nullable Tensor padding(@Nullable Tensor mask, DType dtype) {
    return mask == null
        ? null
        : mask.cast(dtype).sub(1).mul(-View.CLOSED).unsqueeze(1).unsqueeze(1);
  }

  /**
   * {@return what a function makes of states, taken for texts of equal length at a time}
   *
   * @param states {@code (B, T, *)} each, or packed {@code (1, N, *)}
   * @param function of such states {@code (B, T, *)}, and their view; gives {@code (B, T, D)}
   */
  public Tensor each(List<Tensor> states, BiFunction<List<Tensor>, View, Tensor> function) {
    if (packing == null) {
      return function.apply(states, views.getFirst());
    }
    var parts = states.stream().map(packing::unpack).toList();
    var results = new ArrayList<Tensor>(views.size());
    for (int i = 0; i < views.size(); i++) {
      int run = i;
      results.add(function.apply(parts.stream().map(p -> p.get(run)).toList(), views.get(i)));
    }
    return packing.pack(results);
  }

  /**
   * {@return the one view of a batch whose texts have rows of their own}
   *
   * @throws IllegalArgumentException if they are packed
   */
  View rows() {
    if (packing != null) {
      throw new IllegalArgumentException(
          "attention probabilities need each text in a row of its own; pad instead of packing");
    }
    return views.getFirst();
  }
}
