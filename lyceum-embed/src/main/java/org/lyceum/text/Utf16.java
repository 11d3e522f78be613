// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

/** Java counts UTF-16 units, the native library code points. */
final class Utf16 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf16() {}

  /** Where each code point of a text starts, in UTF-16 units, and behind the last one its end. */
  static int[] indices(String text) {
    int[] indices = new int[text.codePointCount(0, text.length()) + 1];
    int at = 0;
    for (int i = 0; i < indices.length; i++) {
      indices[i] = at;
      at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
    }
    return indices;
  }

  /**
   * The text with each half of a surrogate pair that stands alone replaced, as UTF-8 cannot hold it
   * and one would spoil every other character beyond the basic plane. As long as the text.
   */
  static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    var result = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? REPLACEMENT : point)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
