// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What BERT's normalizer and its splitter do to each character, as a table over the basic plane. It
 * covers the blocks in which Java and the native library were found to agree on every character;
 * others are {@link #FOREIGN}.
 */
final class BertCharacters {
  /** Only the native library knows. */
  static final byte FOREIGN = 0;

  /** Left out. */
  static final byte DROPPED = 1;

  /** Between words. */
  static final byte SPACE = 2;

  /** A word of its own. */
  static final byte ALONE = 3;

  /** Part of a word. */
  static final byte LETTER = 4;

  /** First and last character of each block that is covered. */
  private static final int[][] BLOCKS = {
    {0x0000, 0x036F}, // Latin, its extensions, phonetic, combining marks
    {0x0370, 0x052F}, // Greek, Cyrillic
    {0x0531, 0x061C}, // Armenian, Hebrew, Arabic; 0x061D became punctuation lately
    {0x061E, 0x06FF},
    {0x0900, 0x097F}, // Devanagari
    {0x0E00, 0x0E7F}, // Thai
    {0x10A0, 0x10FF}, // Georgian
    {0x1E00, 0x1FFF}, // Latin and Greek with several marks
    {0x2000, 0x214F}, // punctuation, currency, letter-like
    {0x2150, 0x23FF}, // numbers, arrows, mathematics, technical
    {0x2500, 0x27BF}, // boxes, symbols, dingbats
    {0x3000, 0x30FF}, // Chinese punctuation, Japanese syllables
    {0x3400, 0x4DB5}, // Chinese
    {0x4E00, 0x9FBB},
    {0xAC00, 0xD7A3}, // Korean
    {0xFF01, 0xFFEE}, // full width
    {0xFFFD, 0xFFFD},
  };

  private final boolean clean;
  private final boolean chinese;
  private final boolean strip;
  private final boolean lower;
  private final byte[] kinds = new byte[1 << 16];
  private final char[] single = new char[1 << 16];
  private final String[] several = new String[1 << 16];

  /**
   * Makes the table.
   *
   * @param clean whether control characters are left out
   * @param chinese whether a Chinese character is a word
   * @param strip whether marks such as accents are left out
   * @param lower whether letters become small
   */
  BertCharacters(boolean clean, boolean chinese, boolean strip, boolean lower) {
    this.clean = clean;
    this.chinese = chinese;
    this.strip = strip;
    this.lower = lower;
    for (int[] block : BLOCKS) {
      for (int c = block[0]; c <= block[1]; c++) {
        classify((char) c);
      }
    }
  }

  /** One of the constants above. */
  byte kind(char c) {
    return kinds[c];
  }

  /** What a character becomes, or 0 if it becomes {@link #several}. */
  char single(char c) {
    return single[c];
  }

  String several(char c) {
    return several[c];
  }

  private void classify(char c) {
    int type = Character.getType(c);
    if (clean && (c == 0 || c == 0xFFFD || isControl(c, type))) {
      kinds[c] = DROPPED;
    } else if (isSpace(c)) {
      kinds[c] = SPACE;
    } else if (type != Character.UNASSIGNED && type != Character.SURROGATE) {
      map(c, result(c));
    }
  }

  private void map(char c, String result) {
    byte kind = result.isEmpty() ? DROPPED : kindOfAll(result);
    if (kind == LETTER && chinese && isChinese(c)) {
      kind = ALONE;
    }
    if (kind == ALONE && result.length() > 1) {
      kind = FOREIGN;
    }
    kinds[c] = kind;
    single[c] = result.length() == 1 ? result.charAt(0) : 0;
    several[c] = result;
  }

  /** Canonical decomposition without marks, then small letters, each by itself. */
  private String result(char c) {
    String text = String.valueOf(c);
    if (strip) {
      text = Normalizer.normalize(text, Normalizer.Form.NFD);
    }
    var kept = new StringBuilder();
    text.codePoints()
        .filter(p -> !strip || Character.getType(p) != Character.NON_SPACING_MARK)
        .forEach(p -> kept.append(small(p)));
    return kept.toString();
  }

  private String small(int point) {
    String text = Character.toString(point);
    return lower ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** The kind if all characters have the same one. Marks that are left may change their order. */
  private byte kindOfAll(String result) {
    byte kind = FOREIGN;
    for (int i = 0; i < result.length(); i++) {
      byte one = kindOf(result.charAt(i));
      if (one == FOREIGN || (i > 0 && one != kind)) {
        return FOREIGN;
      }
      kind = one;
    }
    return kind;
  }

  private byte kindOf(char c) {
    int type = Character.getType(c);
    if (Character.isSurrogate(c)
        || (strip
            && (type == Character.COMBINING_SPACING_MARK || type == Character.ENCLOSING_MARK))) {
      return FOREIGN;
    }
    return isSpace(c) ? SPACE : isPunctuation(c, type) ? ALONE : LETTER;
  }

  private static boolean isControl(char c, int type) {
    return switch (type) {
      case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
      case Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  /** Unicode's property White_Space. */
  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == 0x85;
  }

  private static boolean isPunctuation(char c, int type) {
    if (c < 128) {
      return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
    return switch (type) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isChinese(char c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0xF900 && c <= 0xFAFF);
  }
}
