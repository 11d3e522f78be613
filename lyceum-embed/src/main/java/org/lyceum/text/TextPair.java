// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import org.jspecify.annotations.Nullable;

/**
 * What a tokenizer takes: one text, or two that a model reads together.
 *
 * @param first the text
 * @param second what follows it, or null for a single text; the empty text is a second one
 */
public record TextPair(String first, @Nullable String second) {
  /**
   * {@return a single text}
   *
   * @param text any text
   */
  public static TextPair single(String text) {
    return new TextPair(text, null);
  }
}
