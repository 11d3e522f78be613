// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.jspecify.annotations.Nullable;

/**
 * Tokens behind a short query that get vectors of their own and so ask for what the query did not
 * say.
 *
 * @param length tokens that a query has at least, special ones included
 * @param fixed whether longer queries are cut to that
 * @param attended whether the other tokens see the added ones
 * @param token which is added; null for the tokenizer's mask token, else its end token
 * @see <a href="https://arxiv.org/abs/2004.12832">Khattab and Zaharia 2020</a>, section 3.2
 */
public record QueryExpansion(int length, boolean fixed, boolean attended, @Nullable String token) {
  /** Checks the length. */
  public QueryExpansion {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1, got " + length);
    }
  }
}
