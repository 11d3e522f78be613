// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a distillation came to as {@code report.json}.
 *
 * @param table the figures
 * @param steps that the student took
 */
record DistillReport(Table table, int steps) {
  private static final String FILE = "report.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Losses are null where no student was compared, as figures are that were not measured. */
  @JsonPropertyOrder({
    "teacher",
    "student",
    "seed",
    "minutes",
    "corpus_texts",
    "minutes_taken",
    "steps",
    "rows",
    "losses"
  })
  private record Json(
      String teacher,
      String student,
      long seed,
      double minutes,
      @JsonProperty("corpus_texts") int corpusTexts,
      @JsonProperty("minutes_taken") double minutesTaken,
      int steps,
      List<Row.Json> rows,
      @Nullable List<Loss> losses) {}

  /**
   * Where a student is worse than the teacher by more than chance.
   *
   * @param name of the student's row
   * @param task by the name of its column
   * @param difference of the scores times 100, student less teacher
   * @param low end of the interval that holds it in 95 of 100 cases
   * @param high end of that interval
   * @param p corrected for the number of tasks
   */
  private record Loss(
      String name, String task, double difference, double low, double high, double p) {
    static Stream<Loss> of(Comparison comparison) {
      return comparison.losses().stream()
          .map(
              row ->
                  new Loss(
                      comparison.second(),
                      row.task(),
                      100 * row.difference(),
                      100 * row.interval().low(),
                      100 * row.interval().high(),
                      row.p()));
    }
  }

  /** Removes both reports of a run from a copy of its folder. */
  static void removeFrom(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
      Files.deleteIfExists(folder.resolve(DistillPage.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be removed from %s".formatted(folder), e);
    }
  }

  private @Nullable List<Loss> losses() {
    return table.comparisons().isEmpty()
        ? null
        : table.comparisons().stream().flatMap(Loss::of).toList();
  }

  void write(Path folder) {
    var rows = table.rows().stream().map(row -> row.json(table.teacherRow())).toList();
    var json =
        new Json(
            table.teacher(),
            table.student(),
            table.run().seed().value(),
            table.run().minutes(),
            table.corpusTexts(),
            table.minutes(),
            steps,
            rows,
            losses());
    try {
      JSON.writeValue(folder.resolve(FILE).toFile(), json);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written to %s".formatted(folder), e);
    }
  }
}
