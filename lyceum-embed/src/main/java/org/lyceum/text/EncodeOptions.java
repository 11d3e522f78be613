// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import org.jspecify.annotations.Nullable;

/**
 * How texts become rows of tokens. Start with {@link #PLAIN}.
 *
 * @param addsSpecialTokens whether the tokenizer puts its start and end around a text
 * @param truncation how long texts are cut, or null if they are not
 * @param padding how short texts are filled up, or null if they are not
 */
public record EncodeOptions(
    boolean addsSpecialTokens, @Nullable Truncation truncation, @Nullable Padding padding) {
  /** With special tokens, neither cut nor padded. */
  public static final EncodeOptions PLAIN = new EncodeOptions(true, null, null);

  /** {@return the same without start and end} */
  public EncodeOptions withoutSpecialTokens() {
    return new EncodeOptions(false, truncation, padding);
  }

  /**
   * {@return the same with long texts cut, of a pair the longer one first}
   *
   * @param limit tokens that may stay, special ones included
   */
  public EncodeOptions truncatedTo(int limit) {
    return truncated(new Truncation(limit, Truncation.Strategy.LONGEST_FIRST, null));
  }

  /**
   * {@return the same with long texts cut}
   *
   * @param how where and how far; null for not at all
   */
  public EncodeOptions truncated(@Nullable Truncation how) {
    return new EncodeOptions(addsSpecialTokens, how, padding);
  }

  /**
   * {@return the same with short texts filled up}
   *
   * @param how where and how far; null for not at all
   */
  public EncodeOptions padded(@Nullable Padding how) {
    return new EncodeOptions(addsSpecialTokens, truncation, how);
  }
}
