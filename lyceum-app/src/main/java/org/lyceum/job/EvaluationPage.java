// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lyceum.report.Block;
import org.lyceum.report.Command;
import org.lyceum.report.Figure;
import org.lyceum.report.HtmlReport;
import org.lyceum.report.IntervalChart;
import org.lyceum.report.Paragraph;
import org.lyceum.report.Section;
import org.lyceum.report.Table;

/**
 * The page of an evaluation.
 *
 * @param measured all models on the same tasks
 * @param comparisons of the first with each of the others; none where nobody asked
 * @param command that makes it again
 */
public record EvaluationPage(
    List<EvaluateJob.Measured> measured, List<Comparison> comparisons, String command) {
  private static final int MOST_BESIDE_MEASURES = 2;

  /** {@return the page} */
  public HtmlReport page() {
    var sections = new ArrayList<Section>();
    sections.add(Section.of("Scores", scores(), new Command(command)));
    comparisons.forEach(comparison -> sections.add(section(comparison)));
    int tasks = measured.getFirst().scores().size();
    return new HtmlReport(
        "Evaluation",
        measured.stream().map(model -> name(model.model())).collect(Collectors.joining(", ")),
        lead(tasks),
        sections,
        "Lyceum " + Versions.lyceum());
  }

  private String lead(int tasks) {
    var count = tasks == 1 ? "one task" : "%d tasks".formatted(tasks);
    if (comparisons.isEmpty()) {
      return "Measured on %s, each score with the interval that chance leaves it.".formatted(count);
    }
    return comparisons.stream()
        .map(comparison -> verdict(comparison, count))
        .collect(Collectors.joining(" "));
  }

  private static String verdict(Comparison comparison, String count) {
    long better = significant(comparison, 1);
    long worse = significant(comparison, -1);
    return "Of %s, %s is better than %s on %d and worse on %d by more than chance."
        .formatted(count, name(comparison.second()), name(comparison.first()), better, worse);
  }

  private static long significant(Comparison comparison, int sign) {
    return comparison.tasks().stream()
        .filter(row -> row.isSignificant() && Math.signum(row.difference()) == sign)
        .count();
  }

  private Table scores() {
    var columns = new ArrayList<Table.Column>();
    columns.add(Table.Column.words("task"));
    if (namesMeasures()) {
      columns.add(Table.Column.words("measure"));
    }
    measured.forEach(model -> columns.add(Table.Column.numbers(name(model.model()))));
    var rows = new ArrayList<Table.Row>();
    var first = measured.getFirst().scores();
    for (int task = 0; task < first.size(); task++) {
      rows.add(row(task));
    }
    var means = new ArrayList<>(namesMeasures() ? List.of("mean", "") : List.of("mean"));
    measured.forEach(model -> means.add("%.2f".formatted(model.mean())));
    rows.add(new Table.Row(means, true));
    return new Table(
        "mteb's main measures times 100; behind each the interval that holds, in 95 of 100 cases,"
            + " the score of ever more queries, pairs or examples (bootstrap, BCa).",
        columns,
        rows);
  }

  /** Beside many models there is no room for them. */
  private boolean namesMeasures() {
    return measured.size() <= MOST_BESIDE_MEASURES;
  }

  private Table.Row row(int task) {
    var first = measured.getFirst().scores().get(task);
    var cells = new ArrayList<>(List.of(first.task()));
    if (namesMeasures()) {
      cells.add(first.outcome().main());
    }
    for (var model : measured) {
      var score = model.scores().get(task);
      cells.add(
          "%.2f (%.1f–%.1f)"
              .formatted(
                  score.percent(), 100 * score.interval().low(), 100 * score.interval().high()));
    }
    return new Table.Row(cells, false);
  }

  private static Section section(Comparison comparison) {
    var blocks = new ArrayList<Block>();
    blocks.add(
        new Paragraph(
            "Score of %s less that of %s. Filled dark: more than chance at 0.05, by the randomization"
                    .formatted(name(comparison.second()), name(comparison.first()))
                + " test where the measure is a mean over units and by the bootstrap elsewhere,"
                + " with Holm's correction for the number of tasks."));
    blocks.add(
        new Figure(
            "%s beside %s".formatted(name(comparison.second()), name(comparison.first())),
            "Right of the dashed line the former is better.",
            new IntervalChart("difference × 100", rows(comparison))));
    return new Section(name(comparison.second()), blocks);
  }

  private static List<IntervalChart.Row> rows(Comparison comparison) {
    var rows = new ArrayList<>(comparison.tasks());
    rows.add(comparison.mean());
    return rows.stream()
        .filter(row -> Double.isFinite(row.difference()))
        .map(
            row ->
                new IntervalChart.Row(
                    row.task(),
                    100 * row.interval().low(),
                    100 * row.difference(),
                    100 * row.interval().high(),
                    row.isSignificant()))
        .toList();
  }

  private static String name(String model) {
    return String.valueOf(Path.of(model).getFileName());
  }
}
