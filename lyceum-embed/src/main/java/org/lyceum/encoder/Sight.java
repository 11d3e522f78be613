// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/** Which tokens of a batch see each other in self-attention. */
sealed interface Sight {
  /**
   * Added to the scores of padding: large enough to leave nothing, finite so that nothing is NaN.
   */
  double CLOSED = 1e9;

  /** How attention is divided. */
  record Heads(int number, double scale) {}

  /** Queries, keys and values to what was seen, all (B, T, D) or packed (1, N, D). */
  Tensor attend(Tensor queries, Tensor keys, Tensor values, Heads heads);

  /** {@return what the tokens of each text see: all of that text} */
  static Sight of(Tokens tokens, DType dtype) {
    return tokens.packing() == null
        ? new Rows(bias(tokens.mask(), dtype))
        : new OneRow(tokens.packing());
  }

  /** 0 where attention may look, a large negative number where it may not: (B, 1, 1, T). */
  private static @Nullable Tensor bias(@Nullable Tensor mask, DType dtype) {
    return mask == null ? null : mask.cast(dtype).sub(1).mul(CLOSED).unsqueeze(1).unsqueeze(1);
  }

  /** Each text has a row of its own; bias (B, 1, 1, T) or null. */
  record Rows(@Nullable Tensor bias) implements Sight {
    @Override
    public Tensor attend(Tensor queries, Tensor keys, Tensor values, Heads heads) {
      int number = heads.number;
      return queries
          .splitHeads(number)
          .attention(keys.splitHeads(number), values.splitHeads(number), bias, heads.scale)
          .mergeHeads();
    }
  }

  /** All texts lie in one row. */
  record OneRow(Packing packing) implements Sight {
    private static final Sight APART = new Rows(null);

    @Override
    public Tensor attend(Tensor queries, Tensor keys, Tensor values, Heads heads) {
      var parts = packing.unpack(queries);
      var ofKeys = packing.unpack(keys);
      var ofValues = packing.unpack(values);
      var seen = new ArrayList<Tensor>(parts.size());
      for (int i = 0; i < parts.size(); i++) {
        seen.add(APART.attend(parts.get(i), ofKeys.get(i), ofValues.get(i), heads));
      }
      return packing.pack(seen);
    }
  }
}
