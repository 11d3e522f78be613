// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import org.lyceum.text.TokenIds;

/**
 * A text or pair as a {@link Route} takes it: five arrays of one length, at least 1.
 *
 * @param ids of tokens
 * @param types of tokens
 * @param attended 1 for a token that others see; 0 for what is only looked from
 * @param counted 1 for a token that counts in pooling
 * @param scored 1 for a token that keeps its vector where each has one
 * @param truncated whether tokens were cut off to keep to the limit
 */
public record RouteInput(
    long[] ids, long[] types, long[] attended, long[] counted, long[] scored, boolean truncated) {
  /** Of tokens that all count; of none, one that does not. */
  static RouteInput of(TokenIds tokens, boolean typed) {
    int length = Math.max(1, tokens.length());
    long[] ones = new long[length];
    Arrays.fill(ones, tokens.length() == 0 ? 0 : 1);
    return new RouteInput(
        widened(tokens.ids(), length),
        typed ? widened(tokens.types(), length) : new long[length],
        ones,
        ones.clone(),
        ones.clone(),
        tokens.truncated());
  }

  private static long[] widened(int[] values, int length) {
    return Arrays.copyOf(Arrays.stream(values).asLongStream().toArray(), length);
  }

  /** {@return the number of tokens} */
  public int length() {
    return ids.length;
  }

  /** The same with tokens behind it up to a length. */
  RouteInput expanded(int length, long token, boolean seen) {
    int old = length();
    if (old >= length) {
      return this;
    }
    var longer =
        new RouteInput(
            Arrays.copyOf(ids, length),
            Arrays.copyOf(types, length),
            Arrays.copyOf(attended, length),
            Arrays.copyOf(counted, length),
            Arrays.copyOf(scored, length),
            truncated);
    Arrays.fill(longer.ids, old, length, token);
    Arrays.fill(longer.attended, old, length, seen ? 1 : 0);
    Arrays.fill(longer.scored, old, length, 1);
    return longer;
  }

  /** The same where no module says which tokens keep their vector. */
  RouteInput scoredWhereAttended() {
    return new RouteInput(ids, types, attended, counted, attended.clone(), truncated);
  }
}
