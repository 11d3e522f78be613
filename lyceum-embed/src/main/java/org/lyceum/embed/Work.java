// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

/**
 * What an encoder has computed.
 *
 * @param tokens tokens of texts, special tokens included
 * @param positions the same and the padding beside them
 */
public record Work(long tokens, long positions) {
  /**
   * {@return what was computed after an earlier moment}
   *
   * @param earlier what had been computed by then
   */
  public Work since(Work earlier) {
    return new Work(tokens - earlier.tokens, positions - earlier.positions);
  }

  /** {@return the share of the positions that is padding, 0 to 1} */
  public double padding() {
    return positions == 0 ? 0 : 1 - (double) tokens / positions;
  }
}
