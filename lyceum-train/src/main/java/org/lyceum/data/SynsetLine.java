// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a WordNet data file.
 *
 * <p>{@code offset lexicographer type words(hex) word id ... pointers pointer ... | gloss}; a
 * pointer is {@code symbol offset type source/target}; a verb's pointers are followed by {@code
 * frames + frame word(hex) ...}.
 *
 * @see <a href="https://wordnet.princeton.edu/documentation/wndb5wn">wndb(5WN)</a>
 */
final class SynsetLine {
  private static final Pattern EXAMPLE = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern QUOTED = Pattern.compile(";?\\s*\"[^\"]*\"[^;]*");
  private static final Pattern EDGES = Pattern.compile("^[ ;]+|[ ;]+$");

  /** (a), (p), (ip): where an adjective may stand. */
  private static final Pattern MARKER = Pattern.compile("\\((a|p|ip)\\)$");

  private static final Pattern BLANKS = Pattern.compile(" +");

  private SynsetLine() {}

  /**
   * The synset of a line that is not part of the license at the head of the file.
   *
   * @throws IndexOutOfBoundsException if it is not such a line
   * @throws NumberFormatException if it is not such a line
   */
  static Synset parse(PartOfSpeech partOfSpeech, String line) {
    int bar = line.indexOf('|');
    var field = BLANKS.split(line.substring(0, bar).strip(), -1);
    var text = line.substring(bar + 1).strip();
    int words = Integer.parseInt(field[3], 16);
    int pointers = 4 + 2 * words;
    return new Synset(
        partOfSpeech,
        Integer.parseInt(field[0]),
        Integer.parseInt(field[1]),
        lemmas(field, words),
        gloss(text),
        examples(text),
        hypernyms(field, pointers),
        partOfSpeech == PartOfSpeech.VERB ? frames(field, pointers) : List.of());
  }

  /**
   * The definition: what is left when quoted examples, and what follows them up to a semicolon, go.
   */
  static String gloss(String text) {
    return EDGES.matcher(QUOTED.matcher(text).replaceAll("")).replaceAll("");
  }

  static List<String> examples(String text) {
    return EXAMPLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static List<String> lemmas(String[] field, int words) {
    var lemmas = new ArrayList<String>();
    for (int i = 0; i < words; i++) {
      var word = field[4 + 2 * i].replace('_', ' ');
      lemmas.add(MARKER.matcher(word).replaceFirst(""));
    }
    return lemmas;
  }

  private static List<Integer> hypernyms(String[] field, int at) {
    int pointers = Integer.parseInt(field[at]);
    var hypernyms = new ArrayList<Integer>();
    for (int i = at + 1; i <= at + 4 * pointers; i += 4) {
      if (field[i].startsWith("@")) { // @ hypernym, @i instance hypernym
        hypernyms.add(Integer.valueOf(field[i + 1]));
      }
    }
    return hypernyms;
  }

  /** What follows the pointers: word 0 stands for all words of the synset. */
  private static List<Synset.Frame> frames(String[] field, int pointers) {
    int at = pointers + 1 + 4 * Integer.parseInt(field[pointers]);
    var frames = new ArrayList<Synset.Frame>();
    int count = Integer.parseInt(field[at]);
    for (int i = 0; i < count; i++) {
      int number = Integer.parseInt(field[at + 3 * i + 2]);
      frames.add(new Synset.Frame(number, Integer.parseInt(field[at + 3 * i + 3], 16) - 1));
    }
    return frames;
  }
}
