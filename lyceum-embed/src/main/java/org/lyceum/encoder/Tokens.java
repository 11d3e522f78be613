// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * A batch of token ids: texts one below the other, padded to the longest, or packed one behind the
 * other in one row without any padding.
 *
 * @param ids I64 {@code (B, T)}; packed {@code (1, N)}
 * @param mask I64 {@code (B, T)}: 1 for a token, 0 for padding; null where nothing is padded, which
 *     is faster, and always where the texts are packed
 * @param types I64 token types in the shape of the ids, or null for all zero
 * @param packing where each text of the one row lies; null where each has a row of its own
 */
public record Tokens(
    Tensor ids, @Nullable Tensor mask, @Nullable Tensor types, @Nullable Packing packing) {
  /**
   * Texts one below the other.
   *
   * @param ids I64 {@code (B, T)}
   * @param mask I64 {@code (B, T)}: 1 for a token, 0 for padding; null where nothing is padded
   * @param types I64 {@code (B, T)} token types, or null for all zero
   */
  public Tokens(Tensor ids, @Nullable Tensor mask, @Nullable Tensor types) {
    this(ids, mask, types, null);
  }

  /** {@return I64 positions within each text, {@code (1, T)} or packed {@code (1, N)}} */
  public Tensor positions() {
    return packing == null ? ids.positionsLike() : packing.positions();
  }

  /**
   * {@return what a function makes of token ids, in the shape of the ids, each text by itself}
   *
   * @param function of I64 {@code (B, T)}
   */
  Tensor perText(UnaryOperator<Tensor> function) {
    return packing == null ? function.apply(ids) : packing.perText(ids, function);
  }

  /**
   * {@return the length of the longest text, padding included; {@code Shape.ANY} while recorded}
   */
  public long longest() {
    return packing == null ? ids.shape().size(-1) : packing.longest();
  }
}
