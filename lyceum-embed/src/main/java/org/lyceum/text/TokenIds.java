// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

/**
 * One tokenized text.
 *
 * @param ids vocabulary ids, no padding; none for an empty text without special tokens
 * @param types token types as the tokenizer gives them, of the same length
 * @param truncated whether tokens were cut off to keep to the limit
 */
public record TokenIds(int[] ids, int[] types, boolean truncated) {
  /** {@return the number of tokens} */
  public int length() {
    return ids.length;
  }
}
