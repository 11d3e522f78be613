// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

/** What is mended in a text that was made of tokens. */
final class DecodedText {
  /** What stands before each, and what it becomes; in this order. */
  private static final String[][] CLEANED = {
    {" .", "."},
    {" ?", "?"},
    {" !", "!"},
    {" ,", ","},
    {" ' ", "'"},
    {" n't", "n't"},
    {" 'm", "'m"},
    {" 's", "'s"},
    {" 've", "'ve"},
    {" 're", "'re"},
  };

  private DecodedText() {}

  /** Without the spaces before punctuation and English contractions that splitting put there. */
  static String cleaned(String text) {
    String result = text;
    for (String[] each : CLEANED) {
      result = result.replace(each[0], each[1]);
    }
    return result;
  }

  /** With a space for each end of a word, as CLIP has it, and none around the text. */
  static String spaced(String text, String endOfWord) {
    String spaced = text.replace(endOfWord, " ");
    int from = 0;
    int to = spaced.length();
    while (from < to && isSpace(spaced.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(spaced.charAt(to - 1))) {
      to--;
    }
    return spaced.substring(from, to);
  }

  /** As Python's {@code strip} sees it: spaces that do not break are spaces too. */
  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
