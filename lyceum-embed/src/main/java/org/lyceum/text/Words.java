// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static java.lang.Character.UnicodeScript.BOPOMOFO;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.KHMER;
import static java.lang.Character.UnicodeScript.LAO;
import static java.lang.Character.UnicodeScript.MYANMAR;
import static java.lang.Character.UnicodeScript.THAI;
import static java.lang.Character.UnicodeScript.TIBETAN;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Words of texts without spaces between them, such as Chinese, Japanese and Thai: there each letter
 * counts as one, without a dictionary. Marks and punctuation belong to what is before them.
 */
public final class Words {
  /** Letters a space from which spaces are not what separates the words. */
  private static final int LETTERS_A_SPACE = 20;

  private static final Set<UnicodeScript> SPACELESS =
      EnumSet.of(HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN);

  /** The first letter of Thai, before which no script is without spaces. */
  private static final int FIRST = 0xe01;

  private Words() {}

  /**
   * {@return whether white space separates the words of a text: all but those of scripts without
   * spaces that have at least 20 letters for each space}
   *
   * @param text any text
   */
  public static boolean areSpaced(String text) {
    long letters = text.codePoints().filter(Words::isOne).count();
    return letters == 0
        || letters < LETTERS_A_SPACE * text.codePoints().filter(Character::isWhitespace).count();
  }

  /**
   * {@return whether a letter is a word where white space separates none}
   *
   * @param codePoint of any character
   */
  public static boolean isOne(int codePoint) {
    return codePoint >= FIRST
        && Character.isLetter(codePoint)
        && SPACELESS.contains(UnicodeScript.of(codePoint));
  }

  /**
   * {@return how many words a text has whose words are not separated by white space}
   *
   * @param text any text
   */
  public static int count(String text) {
    return starts(text).size();
  }

  /**
   * {@return a text in parts of so many words, the last of fewer; joined they are the text}
   *
   * @param text any text; words are those of {@link #count}
   * @param most words of a part, 1 or more
   */
  public static List<String> parts(String text, int most) {
    List<Integer> starts = starts(text);
    var parts = new ArrayList<String>();
    int from = 0;
    for (int word = most; word < starts.size(); word += most) {
      parts.add(text.substring(from, starts.get(word)));
      from = starts.get(word);
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Where words begin: at each letter that is one, and at each run of other letters and digits. */
  private static List<Integer> starts(String text) {
    var starts = new ArrayList<Integer>();
    boolean inRun = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean one = isOne(c);
      boolean run = !one && Character.isLetterOrDigit(c);
      if (one || (run && !inRun)) {
        starts.add(i);
      }
      inRun = run;
    }
    return starts;
  }
}
