// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.report.Axis;
import org.lyceum.report.BarChart;
import org.lyceum.report.Block;
import org.lyceum.report.BubbleChart;
import org.lyceum.report.Command;
import org.lyceum.report.Facts;
import org.lyceum.report.Figure;
import org.lyceum.report.HexbinPlot;
import org.lyceum.report.HtmlReport;
import org.lyceum.report.LineChart;
import org.lyceum.report.Paragraph;
import org.lyceum.report.Section;
import org.lyceum.torch.Precision;

/** The page {@code report.html} of a distillation. */
record DistillPage(
    Table table, RunPlan plan, TrainingCurve curve, Optional<Agreement> agreement, Origin origin) {
  /** The name of the file. */
  static final String FILE = "report.html";

  /** What nobody should take the figure for; the README says the same. */
  static final String HELD_OUT_OF_WORDNET =
      "Held out of WordNet are the queries, its examples of use; the definitions that they look for"
          + " were learned from, and pulled to their other examples.";

  /**
   * Where a student came from.
   *
   * @param student what it was made of, counted out
   * @param corpus what it learned from, in words
   * @param told what the student was told beside the teacher's vectors
   * @param command that makes it again
   */
  record Origin(String student, String corpus, Set<Told> told, String command) {}

  HtmlReport page() {
    var student = student();
    return new HtmlReport(
        "Distillation",
        "%s, taught by %s".formatted(table.student(), table.teacher()),
        "What the student kept of its teacher, and what it costs.",
        List.of(result(student), speed(), training(), settings()),
        "Lyceum · seed %d · %.1f minutes on %d threads · %s"
            .formatted(
                table.run().seed().value(), table.minutes(), table.run().threads(), origin.corpus));
  }

  private Row.Json student() {
    return table.rows().get(1).json(table.teacherRow());
  }

  private Section result(Row.Json student) {
    var facts = new ArrayList<Facts.Fact>();
    add(facts, student.shareSts(), "of the teacher in similarity", "STS12 and STS13, mean");
    add(facts, student.shareNdcg(), "of the teacher in retrieval", "held-out part, nDCG@10");
    add(facts, student.shareScifact(), "of the teacher on SciFact", "another domain, nDCG@10");
    var cost = table.rows().get(1).cost();
    var teacher = table.teacherRow().cost();
    var times = Row.share(cost.textsPerCpuSecond(), teacher.textsPerCpuSecond());
    if (times != null) {
      facts.add(
          new Facts.Fact("%.1f ×".formatted(times), "the teacher's speed", "texts per CPU-second"));
    }
    var blocks = new ArrayList<Block>();
    if (!facts.isEmpty()) {
      blocks.add(new Facts(facts));
    }
    blocks.add(figures());
    if (student.shareNdcg() != null && isOfWordNet()) {
      blocks.add(new Paragraph(HELD_OUT_OF_WORDNET));
    }
    table.verdicts().forEach(verdict -> blocks.add(new Paragraph(verdict)));
    blocks.add(new Command(origin.command));
    return new Section("What came of it", blocks);
  }

  /** A corpus of files is a list. */
  private boolean isOfWordNet() {
    return plan.asked().contains(", corpus WordNet, ");
  }

  private static String word(Precision precision) {
    return precision.name().toLowerCase(Locale.ROOT);
  }

  private static void add(
      List<Facts.Fact> facts, @Nullable Double share, String label, String note) {
    if (share != null) {
      facts.add(new Facts.Fact(TableText.share(share), label, note));
    }
  }

  private org.lyceum.report.Table figures() {
    var columns = new ArrayList<org.lyceum.report.Table.Column>();
    columns.add(org.lyceum.report.Table.Column.words(""));
    narrow(TableText.HEAD).stream()
        .skip(1)
        .forEach(head -> columns.add(org.lyceum.report.Table.Column.numbers(head)));
    var rows =
        TableText.measured(table).stream()
            .map(
                cells ->
                    new org.lyceum.report.Table.Row(
                        narrow(cells), cells.getFirst().equals("student")))
            .toList();
    return new org.lyceum.report.Table(
        ("Spearman correlation and nDCG@10, times 100; shares are of the teacher's, whose quality"
             + " is that of the vectors it taught with, in %s; no MSRvid: STS without the captions"
             + " of STS12. A dash: not measured, or not a number.")
            .formatted(word(plan.teaching())),
        columns,
        rows);
  }

  /** The cells of a line without texts per second, which depend on the number of threads. */
  private static List<String> narrow(List<String> cells) {
    int wide = TableText.HEAD.indexOf("texts/s");
    return IntStream.range(0, cells.size()).filter(i -> i != wide).mapToObj(cells::get).toList();
  }

  private Section speed() {
    var blocks = new ArrayList<Block>();
    var bubbles =
        table.rows().stream()
            .filter(row -> row.quality().sts() != null && row.cost().textsPerCpuSecond() != null)
            .map(
                row ->
                    new BubbleChart.Bubble(
                        row.name(),
                        Objects.requireNonNull(row.cost().textsPerCpuSecond()),
                        Objects.requireNonNull(row.quality().sts()),
                        megabytes(row),
                        TableText.size(row.cost().bytes())))
            .toList();
    if (!bubbles.isEmpty()) {
      blocks.add(
          new Figure(
              "Quality against speed",
              "Mean Spearman of STS12 and STS13 against speed. Further right and higher is better.",
              new BubbleChart(
                  Axis.log("texts per CPU-second"),
                  Axis.of("Spearman × 100"),
                  bubbles,
                  "size on disk")));
    }
    blocks.add(size());
    agreement.map(DistillPage::agreement).ifPresent(blocks::add);
    return new Section("Quality, speed and size", blocks);
  }

  private static Figure agreement(Agreement agreement) {
    return new Figure(
        "The student sees what the teacher sees",
        "Cosines of the %,d pairs of STS13. On the dashed line both agree."
            .formatted(agreement.teacher().length),
        new HexbinPlot(
            Axis.of("teacher's cosine"),
            Axis.of("student's cosine"),
            agreement.teacher(),
            agreement.student(),
            agreement.label()));
  }

  private Figure size() {
    var bars =
        table.rows().stream()
            .filter(row -> row.cost().bytes() != null)
            .map(
                row ->
                    new BarChart.Bar(
                        row.name(), megabytes(row), TableText.size(row.cost().bytes())))
            .toList();
    return new Figure(
        "Size on disk",
        "What an application has to carry: graph or table, and tokenizer.",
        new BarChart("megabytes", bars, megabytes(table.teacherRow()), "teacher"));
  }

  private static double megabytes(Row row) {
    var bytes = row.cost().bytes();
    return bytes == null ? 0 : bytes / 1e6;
  }

  private Section training() {
    return Section.of(
        "Training",
        new Figure(
            "Loss",
            "Every tenth step faintly, and their running mean.",
            new LineChart(
                Axis.of("step"),
                Axis.of("loss"),
                List.of(
                    new LineChart.Series("a step", curve.steps(), curve.losses(), true),
                    LineChart.Series.of("running mean", curve.steps(), curve.smooth())))));
  }

  private Section settings() {
    var cells = new ArrayList<org.lyceum.report.Table.Row>();
    cells.add(cell("student", "%s, which is %s".formatted(table.student(), origin.student)));
    cells.add(cell("corpus", origin.corpus));
    cells.add(cell("texts learned from", "%,d".formatted(table.corpusTexts())));
    cells.add(cell("steps", "%,d of %d texts".formatted(plan.length().steps(), plan.batch())));
    cells.add(cell("precision", word(plan.precision())));
    cells.add(
        cell(
            "objective",
            "cosine to the teacher's vectors, and the batch's similarities"
                + Told.objectives(origin.told)));
    cells.add(
        cell(
            "minutes", "%s planned, %.1f taken".formatted(table.run().minutes(), table.minutes())));
    return Section.of(
        "How it was made",
        new Paragraph(
            "The student learned to give the vectors that the teacher gives and, within a batch,"
                + " the same similarities."
                + Told.sentences(origin.told)),
        new org.lyceum.report.Table(
            "",
            List.of(
                org.lyceum.report.Table.Column.words("setting"),
                org.lyceum.report.Table.Column.words("value")),
            cells));
  }

  private static org.lyceum.report.Table.Row cell(String name, String value) {
    return org.lyceum.report.Table.Row.of(name, value);
  }
}
