// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/**
 * A learned vector for each position.
 *
 * @param table {@code (P, D)}
 * @param counting which position a token has
 */
public record Positions(Tensor table, Counting counting) {
  /** Which position a token has. */
  public sealed interface Counting {
    /**
     * From the start of the row.
     *
     * @param offset the row of the table that the first has
     */
    record FromStart(int offset) implements Counting {}

    /** From the first real token, wherever padding is. */
    record RealTokens() implements Counting {}

    /**
     * Tokens that are not padding, counted from the id of padding plus 1; padding has its own id.
     *
     * @param padId the id of padding
     */
    record FromPadId(int padId) implements Counting {}
  }

  /**
   * {@return the vectors of a batch, broadcast to {@code (B, T, D)}}
   *
   * @param tokens the batch
   * @throws IllegalArgumentException if a text is longer than the table
   */
  public Tensor of(Tokens tokens) {
    long longest = longest();
    if (tokens.longest() != Shape.ANY && tokens.longest() > longest) {
      throw new IllegalArgumentException(
          "a text must have at most %d tokens (max_position_embeddings), got %d; truncate it"
              .formatted(longest, tokens.longest()));
    }
    return table.rows(
        switch (counting) {
          case Counting.FromStart(int offset) -> tokens.positions().add(offset);
          case Counting.RealTokens() -> real(tokens);
          case Counting.FromPadId(int padId) -> tokens.perText(ids -> afterPadId(ids, padId));
        });
  }

  /** {@return the longest text, in tokens} */
  public int longest() {
    int rows = Math.toIntExact(table.shape().size(0));
    return switch (counting) {
      case Counting.FromStart(int offset) -> rows - offset;
      case Counting.RealTokens() -> rows;
      case Counting.FromPadId(int padId) -> rows - padId - 1;
    };
  }

  private static Tensor real(Tokens tokens) {
    Tensor mask = tokens.mask();
    return mask == null ? tokens.positions() : mask.cumsum(1).sub(1).clampMin(0);
  }

  private static Tensor afterPadId(Tensor ids, int padId) {
    Tensor real = ids.eq(padId).not().cast(DType.I64);
    return real.cumsum(1).mul(real).add(padId);
  }
}
