// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.files.Sha256;
import org.lyceum.folder.ModelFolder;
import org.lyceum.objective.Objective;
import org.lyceum.train.TextRows;
import org.lyceum.train.TrainSettings;

/**
 * What a model learns, and from what it starts. Equal courses make the same model.
 *
 * @param start a model's name or folder, whose layers and tokenizer are taken
 * @param student which of its layers, such as {@code layers:2}
 * @param maxTokens the longest text in tokens
 * @param objective what is made smaller: a record of records, lists, numbers, texts and constants,
 *     so that it is known by its value
 * @param settings of the training, with the seed
 */
public record Course(
    String start, String student, int maxTokens, Objective objective, TrainSettings settings) {
  /** Checks that equal courses can be known as such. */
  public Course {
    PlainValue.of(objective);
  }

  /** The student before it learns. */
  Student student(ModelFolder folder) {
    var spec = StudentSpec.parse(student, Student.encoder(folder));
    var made = Student.of(spec, folder, settings.seed());
    return new Student(made.spec().withMaxTokens(maxTokens), made.weights(), made.target());
  }

  /**
   * A name for what comes out of it.
   *
   * @param rows what is learned from
   * @param origin what else it depends on: the start's fingerprint, the code, the threads
   */
  String key(List<List<String>> rows, List<String> origin) {
    var texts = new ArrayList<String>(List.of(PlainValue.of(this)));
    texts.add(Integer.toString(origin.size()));
    texts.addAll(origin);
    for (var row : rows) {
      texts.add(Integer.toString(row.size()));
      texts.addAll(row);
    }
    return Sha256.ofTexts(texts).substring(0, 32);
  }

  /** The rows as the student reads them. */
  static TextRows examples(Student student, ModelFolder folder, List<List<String>> rows) {
    return new TextRows(rows, texts -> student.spec().tokenize(folder.tokenizer(), texts));
  }
}
