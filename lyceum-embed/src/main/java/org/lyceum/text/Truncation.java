// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How texts that are too long are cut. The special tokens around them stay.
 *
 * @param limit tokens that may stay, special ones included
 * @param strategy which text of a pair gives way
 * @param side where a text loses tokens; null for the side that the tokenizer's files name
 */
public record Truncation(int limit, Strategy strategy, @Nullable Side side) {
  /** Which text of a pair gives way. */
  public enum Strategy {
    /** The longer one until both are equally long, then both by turns. */
    LONGEST_FIRST,
    /** The first alone, which must keep a token. */
    ONLY_FIRST,
    /** The second alone, which must keep a token. */
    ONLY_SECOND
  }

  /** Checks the limit. */
  public Truncation {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must be 0 or more, got " + limit);
    }
  }

  /**
   * {@return an encoding that keeps to the limit}
   *
   * @param whole not padded
   * @param usual the side where this names none
   * @throws IllegalArgumentException if the strategy cannot reach the limit
   */
  Encoding apply(Encoding whole, Side usual) {
    int first = count(whole, 0);
    int second = count(whole, 1);
    int specials = whole.length() - first - second;
    if (limit < specials) {
      throw new IllegalArgumentException(
          "limit must be at least the %d special tokens, got %d".formatted(specials, limit));
    }
    return first + second + specials <= limit
        ? whole
        : cut(whole, kept(first, second, limit - specials), side == null ? usual : side);
  }

  private static int count(Encoding encoding, int sequence) {
    return (int) encoding.tokens().stream().filter(t -> t.place().sequence() == sequence).count();
  }

  /** How many tokens of each text stay, of room that is less than both. */
  private int[] kept(int first, int second, int room) {
    if (room == 0) {
      return new int[] {0, 0};
    }
    return switch (strategy) {
      case LONGEST_FIRST -> longestFirst(first, second, room);
      case ONLY_FIRST -> new int[] {rest("first", first, room - second), second};
      case ONLY_SECOND -> new int[] {first, rest("second", second, room - first)};
    };
  }

  private static int[] longestFirst(int first, int second, int room) {
    int shorter = Math.min(first, second);
    int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
    if (shorter + longer > room) {
      shorter = room / 2;
      longer = shorter + room % 2;
    }
    return first > second ? new int[] {longer, shorter} : new int[] {shorter, longer};
  }

  private int rest(String which, int length, int left) {
    if (left < 1) {
      throw new IllegalArgumentException(
          "%s must leave a token of the %s text, but it has %d and %d more would have to go for a limit of %d; use LONGEST_FIRST or a higher limit"
              .formatted(strategy, which, length, length - left, limit));
    }
    return left;
  }

  private static Encoding cut(Encoding whole, int[] kept, Side where) {
    List<Token> tokens = where == Side.LEFT ? whole.tokens().reversed() : whole.tokens();
    int[] left = kept.clone();
    var result = new ArrayList<Token>();
    for (Token token : tokens) {
      int sequence = token.place().sequence();
      if (sequence < 0 || left[sequence]-- > 0) {
        result.add(token);
      }
    }
    return new Encoding(where == Side.LEFT ? result.reversed() : result, true);
  }
}
