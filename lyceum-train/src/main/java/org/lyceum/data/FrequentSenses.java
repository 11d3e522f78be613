// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Words in the meanings that people use: those that occur twice or more in WordNet's annotated
 * texts, or once and are the first that the dictionary gives.
 *
 * <p>A line of {@code index.sense} is {@code lemma%type:... offset number count}.
 *
 * @param counts how often, by meaning and word
 * @see <a href="https://wordnet.princeton.edu/documentation/senseidx5wn">senseidx(5WN)</a>
 */
record FrequentSenses(Map<String, Integer> counts) {
  /** The letters of the types 1 to 5; the last are satellites of adjectives. */
  private static final String TYPES = "nvara";

  static FrequentSenses open() {
    return read(WordNetFile.open("index.sense"));
  }

  static FrequentSenses read(Lines index) {
    var counts = new HashMap<String, Integer>();
    WordNetFile.each(index, line -> add(line.split(" ", -1), counts));
    return new FrequentSenses(counts);
  }

  private static void add(String[] field, Map<String, Integer> counts) {
    int count = Integer.parseInt(field[3]);
    if (count >= 2 || (count == 1 && field[2].equals("1"))) {
      int end = field[0].indexOf('%');
      char type = TYPES.charAt(field[0].charAt(end + 1) - '1');
      counts.put(key(type + "-" + field[1], field[0].substring(0, end).replace('_', ' ')), count);
    }
  }

  private static String key(String synset, String lemma) {
    return synset + " " + lemma.toLowerCase(Locale.ROOT);
  }

  /** How often a word is used in this meaning; 0 where it is not frequent. */
  int count(Synset synset, String lemma) {
    return counts.getOrDefault(key(synset.id(), lemma), 0);
  }
}
