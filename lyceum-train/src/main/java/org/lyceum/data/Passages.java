// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lyceum.text.Words;

/**
 * Cuts running text into passages of at most 180 words, which is about 256 tokens of English. A
 * passage ends where a paragraph ends, which is at a blank line or before a Markdown heading;
 * paragraphs that fit into one passage are joined; a longer one is cut between sentences, and a
 * longer sentence between words. Where white space separates no words, as in Chinese, each letter
 * counts as one.
 */
final class Passages {
  /** The most words of a passage. */
  static final int MOST_WORDS = 180;

  private final Consumer<String> reader;
  private final StringBuilder paragraph = new StringBuilder();
  private final StringBuilder passage = new StringBuilder();
  private int words; // of the passage

  Passages(Consumer<String> reader) {
    this.reader = reader;
  }

  /** Takes the next line of the file. */
  void line(String line) {
    if (line.isBlank() || line.startsWith("#")) {
      endParagraph();
    }
    if (!line.isBlank()) {
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
    }
    if (paragraph.length() > 1 << 20) { // no paragraph: a file without blank lines
      endParagraph();
    }
  }

  /** Takes the end of the file. */
  void end() {
    endParagraph();
    endPassage();
  }

  private void endParagraph() {
    var text = paragraph.toString();
    paragraph.setLength(0);
    boolean spaced = Words.areSpaced(text);
    int count = count(text, spaced);
    if (words + count > MOST_WORDS) {
      endPassage();
    }
    if (count <= MOST_WORDS) {
      add(text, count, " ");
    } else {
      sentences(text, spaced);
    }
  }

  private void sentences(String text, boolean spaced) {
    var ends = BreakIterator.getSentenceInstance(Locale.ROOT);
    ends.setText(text);
    String between = spaced ? " " : "";
    int start = ends.first();
    for (int end = ends.next(); end != BreakIterator.DONE; start = end, end = ends.next()) {
      var sentence = text.substring(start, end).strip();
      int count = count(sentence, spaced);
      if (count <= MOST_WORDS) {
        add(sentence, count, between);
      } else {
        var parts =
            spaced ? List.of(sentence.split("\\s+", -1)) : Words.parts(sentence, MOST_WORDS);
        parts.forEach(part -> add(part, count(part, spaced), between));
      }
    }
  }

  private void add(String text, int more, String between) {
    if (words + more > MOST_WORDS) {
      endPassage();
    }
    passage.append(passage.isEmpty() ? "" : between).append(text);
    words += more;
  }

  private void endPassage() {
    if (!passage.isEmpty()) {
      reader.accept(passage.toString());
    }
    passage.setLength(0);
    words = 0;
  }

  private static int count(String text, boolean spaced) {
    if (!spaced) {
      return Words.count(text);
    }
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = Character.isWhitespace(text.charAt(i));
      count += !blank && !inWord ? 1 : 0;
      inWord = !blank;
    }
    return count;
  }
}
