// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Cuts running text into passages of at most 180 words, which is about 256 tokens of English. A
 * passage ends where a paragraph ends, which is at a blank line or before a Markdown heading;
 * paragraphs that fit into one passage are joined; a longer one is cut between sentences, and a
 * longer sentence between words.
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
    if (words + count(text) > MOST_WORDS) {
      endPassage();
    }
    if (count(text) <= MOST_WORDS) {
      add(text);
    } else {
      sentences(text);
    }
  }

  private void sentences(String text) {
    var ends = BreakIterator.getSentenceInstance(Locale.ROOT);
    ends.setText(text);
    int start = ends.first();
    for (int end = ends.next(); end != BreakIterator.DONE; start = end, end = ends.next()) {
      var sentence = text.substring(start, end).strip();
      if (count(sentence) <= MOST_WORDS) {
        add(sentence);
      } else {
        for (var word : sentence.split("\\s+", -1)) {
          add(word);
        }
      }
    }
  }

  private void add(String text) {
    int more = count(text);
    if (words + more > MOST_WORDS) {
      endPassage();
    }
    passage.append(passage.isEmpty() ? "" : " ").append(text);
    words += more;
  }

  private void endPassage() {
    if (!passage.isEmpty()) {
      reader.accept(passage.toString());
    }
    passage.setLength(0);
    words = 0;
  }

  private static int count(String text) {
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
