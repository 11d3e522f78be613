// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.tensor.Seed;

/** A page with one of everything, as a distillation would make it. */
final class SamplePage {
  private SamplePage() {}

  static HtmlReport page() {
    return new HtmlReport(
        "Distillation",
        "Three layers that do the work of six",
        "A student with layers 0, 2 and 5 of all-MiniLM-L6-v2 keeps 101.2 % of its teacher's"
            + " quality in similarity and 98.4 % in retrieval, at twice the speed.",
        List.of(result(), quality(), training(), settings()),
        "Lyceum 0.1.0 · seed 1 · 2 cores of an AVX-512 machine · 80,000 texts of WordNet 3.1");
  }

  private static Section result() {
    return Section.of(
        "What came of it",
        new Facts(
            List.of(
                new Facts.Fact("101.2 %", "of the teacher in similarity", "STS12 and STS13, mean"),
                new Facts.Fact("98.4 %", "of the teacher in retrieval", "WordNet, nDCG@10"),
                new Facts.Fact("1.98 ×", "the teacher's speed", "texts per CPU-second"),
                new Facts.Fact("69.7 MB", "on disk", "teacher 90.9 MB"))),
        table(),
        new Command("./lyceum distill --teacher minilm-l6 --student layers:3 --output student"));
  }

  private static Table table() {
    var numbers = new ArrayList<Table.Column>();
    numbers.add(Table.Column.words(""));
    for (var title :
        List.of(
            "STS12",
            "STS13",
            "nDCG@10",
            "SciFact",
            "share, STS",
            "share, nDCG",
            "texts/s",
            "texts/CPU\u2011s",
            "disk",
            "memory")) {
      numbers.add(Table.Column.numbers(title));
    }
    return new Table(
        "Spearman correlation and nDCG in percent; speed on short texts.",
        numbers,
        List.of(
            Table.Row.of(
                "Teacher", "72.37", "80.60", "12.04", "64.51", "", "", "512", "343", "90.9 MB",
                "310 MB"),
            new Table.Row(
                List.of(
                    "Student", "73.91", "80.88", "11.85", "59.80", "101.2 %", "98.4 %", "1,004",
                    "680", "69.7 MB", "240 MB"),
                true),
            Table.Row.of(
                "Student, int8",
                "73.70",
                "80.71",
                "11.80",
                "59.41",
                "101.0 %",
                "98.0 %",
                "2,310",
                "1,571",
                "17.9 MB",
                "160 MB"),
            Table.Row.of(
                "Static table",
                "61.40",
                "71.90",
                "7.92",
                "41.20",
                "87.2 %",
                "65.8 %",
                "31,200",
                "21,400",
                "31.3 MB",
                "96 MB"),
            Table.Row.of("BM25", "", "", "8.73", "67.89", "", "72.5 %", "9,100", "6,200", "", "")));
  }

  private static Section quality() {
    var bubbles =
        List.of(
            new BubbleChart.Bubble("Teacher", 343, 76.5, 90.9, "90.9 MB"),
            new BubbleChart.Bubble("Student", 680, 77.4, 69.7, "69.7 MB"),
            new BubbleChart.Bubble("Student, int8", 1571, 77.2, 17.9, "17.9 MB"),
            new BubbleChart.Bubble("Static table", 21400, 66.7, 31.3, "31.3 MB"));
    var random = new Seed(1).stream("sample");
    double[] teacher =
        IntStream.range(0, 6000)
            .mapToDouble(i -> Math.tanh(0.25 + random.nextGaussian() / 3))
            .toArray();
    double[] student =
        IntStream.range(0, 6000)
            .mapToDouble(i -> Math.min(1, teacher[i] + random.nextGaussian() * 0.05))
            .toArray();
    return Section.of(
        "Quality against speed",
        new Figure(
            "Faster costs little, until it costs a lot",
            "Mean Spearman of STS12 and STS13 against speed. Further right and higher is better.",
            new BubbleChart(
                Axis.log("texts per CPU-second"),
                Axis.of("Spearman × 100"),
                bubbles,
                "size on disk")),
        new Figure(
            "Size on disk",
            "What an application has to carry.",
            new BarChart(
                "megabytes",
                List.of(
                    new BarChart.Bar("Teacher", 90.9, "90.9 MB"),
                    new BarChart.Bar("Student", 69.7, "69.7 MB"),
                    new BarChart.Bar("Student, int8", 17.9, "17.9 MB"),
                    new BarChart.Bar("Static table", 31.3, "31.3 MB")),
                90.9,
                "teacher")),
        new Figure(
            "The student sees what the teacher sees",
            "Cosine of the 4,608 pairs of STS12 and STS13. On the dashed line both agree.",
            new HexbinPlot(
                Axis.of("teacher's cosine"),
                Axis.of("student's cosine"),
                teacher,
                student,
                "correlation 0.987")));
  }

  private static Section training() {
    double[] steps = IntStream.range(0, 1200).mapToDouble(i -> i).toArray();
    var random = new Seed(2).stream("sample");
    double[] loss =
        IntStream.range(0, 1200)
            .mapToDouble(i -> 0.35 + 1.6 * Math.exp(-i / 180.0) + 0.07 * random.nextGaussian())
            .toArray();
    double[] smooth =
        IntStream.range(0, 1200).mapToDouble(i -> 0.35 + 1.6 * Math.exp(-i / 180.0)).toArray();
    double[] checks = IntStream.rangeClosed(0, 12).mapToDouble(i -> i * 100).toArray();
    double[] held =
        IntStream.rangeClosed(0, 12).mapToDouble(i -> 0.42 + 1.7 * Math.exp(-i / 1.9)).toArray();
    return Section.of(
        "Training",
        new Figure(
            "Loss",
            "Each step faintly, their running mean, and the loss of texts never trained on.",
            new LineChart(
                Axis.of("step"),
                Axis.of("loss"),
                List.of(
                    new LineChart.Series("each step", steps, loss, true),
                    LineChart.Series.of("running mean", steps, smooth),
                    LineChart.Series.of("held out", checks, held)))));
  }

  private static Section settings() {
    return Section.of(
        "How it was made",
        new Paragraph(
            "The teacher embedded 80,000 texts once. The student then learned to give the same"
                + " vectors and, within a batch, the same similarities: 10 × (1 − cosine) plus the"
                + " divergence of the softened rows of similarities, without the diagonal."),
        new Table(
            "",
            List.of(Table.Column.words("setting"), Table.Column.numbers("value")),
            List.of(
                Table.Row.of("batch", "128"),
                Table.Row.of("learning rate", "0.0002"),
                Table.Row.of("texts seen", "137,000"))));
  }
}
