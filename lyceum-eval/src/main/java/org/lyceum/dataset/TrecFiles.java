// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.metric.Hit;
import org.lyceum.tensor.DataException;

/** The text files of trec_eval: fields between blanks, a judgment or a document found a line. */
public final class TrecFiles {
  private static final String WHOLE_NUMBER = "-?[0-9]{1,9}";

  private TrecFiles() {}

  /**
   * {@return the grades by query and document, in the order of the file}
   *
   * @param file with lines of {@code query iteration document grade}
   * @throws DataException if it cannot be read, holds none, or names a document twice for a query
   */
  public static Map<String, Map<String, Integer>> qrels(Path file) {
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    DataFiles.lines(
        file,
        (number, line) -> {
          var field = line.strip().split("\\s+", -1);
          if (field.length != 4 || !field[3].matches(WHOLE_NUMBER)) {
            throw new DataException(
                file, number, "a line must be query, 0, document, whole grade, got: " + line);
          }
          var grades = qrels.computeIfAbsent(field[0], id -> new LinkedHashMap<>());
          if (grades.put(field[2], Integer.valueOf(field[3])) != null) {
            throw new DataException(file, number, twice(field[2], field[0]));
          }
        });
    return requireSome(file, "judgment", qrels);
  }

  /**
   * {@return what was found for each query, in the order of the file}
   *
   * @param file with lines of {@code query Q0 document rank score tag}; ranks are not looked at
   * @throws DataException if it cannot be read, holds none, or names a document twice for a query
   */
  public static Map<String, List<Hit>> run(Path file) {
    var run = new LinkedHashMap<String, List<Hit>>();
    var seen = new HashSet<List<String>>();
    DataFiles.lines(
        file,
        (number, line) -> {
          var field = line.strip().split("\\s+", -1);
          if (field.length != 6) {
            throw new DataException(
                file, number, "a line must be query, Q0, document, rank, score, tag, got: " + line);
          }
          if (!seen.add(List.of(field[0], field[2]))) {
            throw new DataException(file, number, twice(field[2], field[0]));
          }
          run.computeIfAbsent(field[0], id -> new ArrayList<>())
              .add(new Hit(field[2], score(file, number, field[4])));
        });
    return requireSome(file, "document", run);
  }

  private static float score(Path file, long number, String text) {
    try {
      float score = (float) Double.parseDouble(text);
      if (!Float.isNaN(score)) {
        return score;
      }
    } catch (NumberFormatException e) {
      // said below, as for NaN
    }
    throw new DataException(file, number, "a score must be a number, got '%s'".formatted(text));
  }

  private static String twice(String document, String query) {
    return "each document must stand once for a query, got '%s' again for '%s'"
        .formatted(document, query);
  }

  private static <T> Map<String, T> requireSome(Path file, String what, Map<String, T> found) {
    if (found.isEmpty()) {
      throw new DataException(file, "must have a %s a line, but there is none".formatted(what));
    }
    return found;
  }
}
