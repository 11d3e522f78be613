// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;

/**
 * What a distillation came to.
 *
 * @param teacher its name, without the folders that it lies in
 * @param student what it is made of, such as {@code layers:0,2,5}
 * @param run how it was made
 * @param corpusTexts that the student learned from
 * @param minutes that it took
 * @param rows the teacher's first
 * @param comparisons of students with the teacher, where they were measured
 */
public record Table(
    String teacher,
    String student,
    DistillOptions.Run run,
    int corpusTexts,
    double minutes,
    List<Row> rows,
    List<Comparison> comparisons) {
  /** Times the minutes that were asked for. */
  private static final double LATE = 1.1;

  /** {@return the teacher's row} */
  public Row teacherRow() {
    return rows.getFirst();
  }

  /** {@return the table as text, for a terminal, and what it says of the students} */
  public String text() {
    return new TableText(this) + String.join(System.lineSeparator(), verdicts());
  }

  /**
   * {@return of each student a sentence: where it is worse than the teacher by more than chance;
   * and what else must be known, if nothing was measured or the run took longer than it should}
   */
  public List<String> verdicts() {
    var verdicts = new ArrayList<>(comparisons.stream().map(Table::verdict).toList());
    if (comparisons.isEmpty()) {
      verdicts.add(
          "There was no time to measure quality. The student learned from %,d texts: give it more minutes, or measure it (lyceum evaluate --compare)."
              .formatted(corpusTexts));
    }
    if (minutes > LATE * run.minutes()) {
      verdicts.add(
          "The run took %.1f minutes instead of %s: this machine needs longer to start, to write and to measure what must be, or was busy."
              .formatted(minutes, run.minutes()));
    }
    return verdicts;
  }

  private static String verdict(Comparison comparison) {
    var losses = comparison.losses();
    if (losses.isEmpty()) {
      var tasks = comparison.tasks().stream().map(Comparison.Row::task).toList();
      return "%s: not worse than the teacher by more than chance on %s."
          .formatted(comparison.second(), String.join(", ", tasks));
    }
    return "%s: worse than the teacher by more than chance on %s. Measure it on data of your own"
            .formatted(
                comparison.second(), String.join(", ", losses.stream().map(Table::loss).toList()))
        + " before you rely on it (lyceum evaluate --compare).";
  }

  private static String loss(Comparison.Row row) {
    return "%s (%.2f, %.2f to %.2f, p %.4f)"
        .formatted(
            row.task(),
            100 * row.difference(),
            100 * row.interval().low(),
            100 * row.interval().high(),
            row.p());
  }
}
