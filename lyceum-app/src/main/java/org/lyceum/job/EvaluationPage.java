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
  private static final int MOST_CHARACTERS = 160;
  private static final String VALUES =
      "A query has its own score, and so has an outlier among words or a summarized text. A text"
          + " with a class is right in so many of 100 experiments, a translation is found or not."
          + " Of a pair or text with a number it is how near its rank is to that of the gold"
          + " number: 0 where one is first and the other last. Of a pair that belongs together, or"
          + " not, and of a text of a class, or of none, it is how many of 100 of the other sort it"
          + " is on the right side of.";
  private static final String WHY_NONE =
      "A clustering is judged as a whole, so no single text is right or wrong.";

  /** {@return the page} */
  public HtmlReport page() {
    var sections = new ArrayList<Section>();
    sections.add(new Section("Scores", blocks()));
    comparisons.forEach(comparison -> sections.add(section(comparison)));
    int tasks = measured.getFirst().scores().size();
    return new HtmlReport(
        "Evaluation",
        measured.stream().map(model -> name(model.model())).collect(Collectors.joining(", ")),
        lead(tasks),
        sections,
        "Lyceum " + Versions.lyceum());
  }

  private List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    blocks.add(scores());
    if (measured.getFirst().meansByType().size() > 1) {
      blocks.add(types());
    }
    if (measured.size() > 1) {
      blocks.add(places());
    }
    blocks.add(new Command(command));
    return blocks;
  }

  private Table types() {
    var columns = new ArrayList<Table.Column>();
    columns.add(Table.Column.words("type of task"));
    measured.forEach(model -> columns.add(Table.Column.numbers(name(model.model()))));
    var rows = new ArrayList<Table.Row>();
    for (var kind : measured.getFirst().meansByType().keySet()) {
      var cells = new ArrayList<>(List.of(kind.label()));
      measured.forEach(
          model -> cells.add("%.2f".formatted(model.meansByType().getOrDefault(kind, Double.NaN))));
      rows.add(new Table.Row(cells, false));
    }
    var means = new ArrayList<>(List.of("mean of types"));
    measured.forEach(model -> means.add("%.2f".formatted(model.meanOfTypes())));
    rows.add(new Table.Row(means, true));
    return new Table("Mean score of each type of task.", columns, rows);
  }

  private Table places() {
    return new Table(
        "By Borda count, as mteb's leaderboard has it: on each task a model gets a point for each"
            + " model that it beats, and half a point for each that it equals.",
        List.of(
            Table.Column.numbers("rank"),
            Table.Column.words("model"),
            Table.Column.numbers("points"),
            Table.Column.numbers("mean"),
            Table.Column.numbers("mean of types")),
        Standings.of(measured).stream()
            .map(
                place ->
                    Table.Row.of(
                        Integer.toString(place.rank()),
                        name(place.model()),
                        "%.1f".formatted(place.points()),
                        "%.2f".formatted(place.mean()),
                        "%.2f".formatted(place.meanOfTypes())))
            .toList());
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
            + " the score of ever more queries, pairs or examples, with the same training texts and"
            + " clusters (bootstrap, BCa).",
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

  private Section section(Comparison comparison) {
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
    blocks.add(power(comparison));
    if (!comparison.changes().isEmpty()) {
      blocks.add(changes(comparison));
      blocks.add(new Paragraph(VALUES));
    }
    var without = withoutExamples();
    if (!without.isEmpty()) {
      blocks.add(new Paragraph("Without examples: %s. %s".formatted(without, WHY_NONE)));
    }
    return new Section(name(comparison.second()), blocks);
  }

  private static Table power(Comparison comparison) {
    return new Table(
        "How many units (queries, pairs, examples) it takes to see a difference of one point in 80"
            + " of 100 cases, by how much these two models differ from unit to unit.",
        List.of(
            Table.Column.words("task"),
            Table.Column.numbers("difference"),
            Table.Column.numbers("p"),
            Table.Column.numbers("units for a point")),
        comparison.tasks().stream()
            .filter(row -> Double.isFinite(row.difference()))
            .map(
                row ->
                    Table.Row.of(
                        row.task(),
                        "%+.2f".formatted(100 * row.difference()),
                        "%.4f".formatted(row.p()),
                        row.unitsForAPoint() == 0 ? "–" : "%,d".formatted(row.unitsForAPoint())))
            .toList());
  }

  private String withoutExamples() {
    return measured.getFirst().scores().stream()
        .filter(score -> !score.hasExamples())
        .map(EvaluateJob.Score::task)
        .collect(Collectors.joining(", "));
  }

  private static Table changes(Comparison comparison) {
    return new Table(
        "Examples that changed most, of each task: how well either model did by each, 100 at best.",
        List.of(
            Table.Column.words("task"),
            Table.Column.words("example"),
            Table.Column.numbers(name(comparison.first())),
            Table.Column.numbers(name(comparison.second()))),
        comparison.changes().stream()
            .map(
                change ->
                    Table.Row.of(
                        change.task(),
                        shortened(change.unit()),
                        "%.1f".formatted(100 * change.first()),
                        "%.1f".formatted(100 * change.second())))
            .toList());
  }

  /** The parts of an example, which share the room. */
  private static String shortened(String unit) {
    var parts = List.of(unit.split("\n", -1));
    int most = MOST_CHARACTERS / Math.min(parts.size(), 2);
    return parts.stream()
        .map(part -> part.length() <= most ? part : part.substring(0, most - 1) + "…")
        .collect(Collectors.joining(" | "));
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
