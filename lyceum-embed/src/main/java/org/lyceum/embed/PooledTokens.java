// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.Arrays;
import java.util.List;
import org.lyceum.text.TokenIds;

/**
 * A text's tokens, of which a span becomes the vector.
 *
 * @param tokens without padding
 * @param from first token that counts in pooling
 * @param to behind the last that counts; as {@code from} where none does
 */
record PooledTokens(TokenIds tokens, int from, int to) {
  /** Texts all of whose tokens count, but for so many at the start of each. */
  static List<PooledTokens> behind(int prompt, List<TokenIds> texts) {
    return texts.stream().map(text -> new PooledTokens(text, prompt, text.length())).toList();
  }

  /** The same for all tokens of one text. */
  static PooledTokens all(TokenIds text) {
    return new PooledTokens(text, 0, text.length());
  }

  int length() {
    return tokens.length();
  }

  static int[] lengths(List<PooledTokens> texts) {
    return texts.stream().mapToInt(PooledTokens::length).toArray();
  }

  static long sum(List<PooledTokens> texts) {
    return Arrays.stream(lengths(texts)).asLongStream().sum();
  }
}
