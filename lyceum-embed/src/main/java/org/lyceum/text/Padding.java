// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of tokens are filled up to one length.
 *
 * @param length of the rows, where longer ones stay as they are; 0 for that of the longest row
 * @param multiple the length is rounded up to a multiple of this; 1 for any length
 * @param side where padding stands; null for the side that the tokenizer's files name
 */
public record Padding(int length, int multiple, @Nullable Side side) {
  /** To the longest row of a batch, on the tokenizer's side. */
  public static final Padding LONGEST = new Padding(0, 1, null);

  /** Checks the numbers. */
  public Padding {
    if (length < 0 || multiple < 1) {
      throw new IllegalArgumentException(
          "length must be 0 or more and multiple 1 or more, got %d and %d"
              .formatted(length, multiple));
    }
  }

  /**
   * {@return padding to one length, on the tokenizer's side}
   *
   * @param length of the rows
   */
  public static Padding to(int length) {
    return new Padding(length, 1, null);
  }

  /**
   * {@return the same, rounded up}
   *
   * @param multiple what the length is a multiple of
   */
  public Padding toMultipleOf(int multiple) {
    return new Padding(length, multiple, side);
  }

  /**
   * {@return the same, on a side}
   *
   * @param side where padding stands
   */
  public Padding on(Side side) {
    return new Padding(length, multiple, side);
  }

  /** The rows filled up with a token, on the usual side where this names none. */
  List<Encoding> apply(List<Encoding> rows, Token pad, Side usual) {
    int longest = rows.stream().mapToInt(Encoding::length).max().orElse(0);
    int wanted = Math.ceilDiv(length == 0 ? longest : length, multiple) * multiple;
    Side where = side == null ? usual : side;
    return rows.stream().map(row -> fill(row, wanted, pad, where)).toList();
  }

  private static Encoding fill(Encoding row, int wanted, Token pad, Side where) {
    List<Token> missing = Collections.nCopies(Math.max(0, wanted - row.length()), pad);
    var tokens = new ArrayList<Token>(row.tokens());
    tokens.addAll(where == Side.LEFT ? 0 : tokens.size(), missing);
    return new Encoding(tokens, row.truncated());
  }
}
