// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link FastWordPiece} with the special tokens around a text and the limit.
 *
 * @param words finds the ids in between
 * @param front ids before a text
 * @param back ids after a text
 */
record FastTokens(FastWordPiece words, int[] front, int[] back) {
  private static final int[] NONE = {};

  /**
   * {@return the fast way of a tokenizer, if it has one}
   *
   * @param root its {@code tokenizer.json}
   * @param framed ids of some text with special tokens, as the native library gives them
   * @param bare ids of the same text without
   */
  static Optional<FastTokens> of(JsonNode root, int[] framed, int[] bare) {
    if (!root.path("truncation").path("direction").asText("Right").equals("Right")) {
      return Optional.empty();
    }
    for (int from = 0; from + bare.length <= framed.length; from++) {
      int to = from + bare.length;
      if (Arrays.equals(framed, from, to, bare, 0, bare.length)) {
        int[] front = Arrays.copyOf(framed, from);
        int[] back = Arrays.copyOfRange(framed, to, framed.length);
        return FastWordPiece.of(root).map(words -> new FastTokens(words, front, back));
      }
    }
    return Optional.empty();
  }

  /**
   * {@return the ids of a text with special tokens, or null if it must go to the native library}
   *
   * @param maxTokens the limit, special tokens included
   * @param buffer its ids are overwritten
   */
  @Nullable TokenIds framed(String text, int maxTokens, TokenBuffer buffer) {
    buffer.clear();
    if (!words.append(text, buffer)) {
      return null;
    }
    int count = Math.min(buffer.size(), maxTokens - front.length - back.length);
    int[] ids = new int[front.length + count + back.length];
    System.arraycopy(front, 0, ids, 0, front.length);
    buffer.copy(count, ids, front.length);
    System.arraycopy(back, 0, ids, front.length + count, back.length);
    return new TokenIds(ids, new int[ids.length], count < buffer.size());
  }

  /**
   * {@return the ids of a text alone, or null if it must go to the native library}
   *
   * @param buffer its ids are overwritten
   */
  @Nullable TokenIds bare(String text, TokenBuffer buffer) {
    return new FastTokens(words, NONE, NONE).framed(text, Integer.MAX_VALUE, buffer);
  }
}
