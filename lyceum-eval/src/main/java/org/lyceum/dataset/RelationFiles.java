// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import org.lyceum.task.LabeledTexts;
import org.lyceum.tensor.DataException;

/** The files of SemEval-2010 task 8: a numbered sentence in quotes, and its relation. */
final class RelationFiles {
  private RelationFiles() {}

  /** Blocks of a sentence, a relation and a comment. */
  static LabeledTexts blocks(Path file) {
    var rows = new ArrayList<String[]>();
    var sentence = new ArrayList<String>();
    DataFiles.lines(
        file,
        (number, line) -> {
          if (Character.isDigit(line.charAt(0))) {
            sentence.add(sentence(file, number, line));
          } else if (!line.startsWith("Comment")) {
            if (sentence.size() != 1) {
              throw new DataException(file, number, "a relation must follow a sentence: " + line);
            }
            rows.add(new String[] {sentence.removeFirst(), undirected(line.strip())});
          }
        });
    return Examples.of(rows);
  }

  /** Sentences, and their relations in a file of their own. */
  static LabeledTexts keyed(Path sentences, Path key) {
    var relations = new HashMap<String, String>();
    DataFiles.lines(
        key,
        (number, line) -> {
          var fields = line.strip().split("\t", -1);
          if (fields.length != 2) {
            throw new DataException(key, number, "a line must be number, tab, relation: " + line);
          }
          relations.put(fields[0], undirected(fields[1]));
        });
    var rows = new ArrayList<String[]>();
    DataFiles.lines(
        sentences,
        (number, line) -> {
          var relation = relations.get(line.substring(0, Math.max(0, line.indexOf('\t'))));
          if (relation == null) {
            throw new DataException(sentences, number, "has no relation in " + key.getFileName());
          }
          rows.add(new String[] {sentence(sentences, number, line), relation});
        });
    return Examples.of(rows);
  }

  /** Without which of both is the first: the key of the test does not say it. */
  private static String undirected(String relation) {
    return relation.replaceFirst("\\(e[12],e[12]\\)$", "");
  }

  private static String sentence(Path file, long number, String line) {
    int tab = line.indexOf('\t');
    var text = line.substring(tab + 1).strip();
    if (tab < 0 || text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      throw new DataException(file, number, "must be number, tab, sentence in quotes: " + line);
    }
    return text.substring(1, text.length() - 1);
  }
}
