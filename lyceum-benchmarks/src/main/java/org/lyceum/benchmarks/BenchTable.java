// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The report for a terminal: columns aligned, a dash for what does not apply. */
record BenchTable(BenchReport report) {
  private static final List<String> HEAD =
      List.of(
          "set",
          "runner",
          "texts/CPU-s",
          "least-most",
          "x LangChain4j",
          "GFLOP/s",
          "of GEMM",
          "of libtorch",
          "padding",
          "cosine");
  private static final int WORDS = 2; // columns at the left

  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    report.rows().forEach(row -> lines.add(cells(row)));
    var text = new StringBuilder(machine());
    int[] widths = widths(lines);
    String set = "";
    for (var line : lines) {
      text.append(line.getFirst().equals(set) ? "" : System.lineSeparator());
      set = line.getFirst();
      text.append(aligned(line, widths)).append(System.lineSeparator());
    }
    return text.toString();
  }

  private String machine() {
    var machine = report.machine();
    return String.format(
        Locale.ROOT,
        "%s: a matrix product reaches %.1f GFLOP/s in one thread (%.1f-%.1f;"
            + " ONNX Runtime %.1f, libtorch %.1f)%n",
        machine.processor(),
        machine.peak().median(),
        machine.peak().least(),
        machine.peak().most(),
        machine.onnxRuntime(),
        machine.libtorch());
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[HEAD.size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }

  private static String aligned(List<String> line, int[] widths) {
    var text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String side = i < WORDS ? "-" : "";
      text.append(
          String.format(
              Locale.ROOT,
              i == 0 ? "%" + side + widths[i] + "s" : "  %" + side + widths[i] + "s",
              line.get(i)));
    }
    return text.toString().stripTrailing();
  }

  private List<String> cells(BenchRow row) {
    return List.of(
        row.set(),
        row.runner(),
        count(row.texts().median()),
        count(row.texts().least()) + "-" + count(row.texts().most()),
        timesLangChain4j(row),
        figure("%.1f", row.gflops()),
        percent(row.share()),
        percent(row.shareOfLibtorch()),
        percent(row.padding()),
        figure("%.4f", row.cosine()));
  }

  private String timesLangChain4j(BenchRow row) {
    OptionalDouble other =
        report.rows().stream()
            .filter(each -> each.runner().equals(BenchRunner.LANGCHAIN4J.label()))
            .filter(each -> each.set().equals(row.set()))
            .mapToDouble(each -> each.texts().median())
            .findFirst();
    return other.isEmpty() || row.runner().startsWith(BenchRunner.TRAINING.label())
        ? "-"
        : String.format(Locale.ROOT, "%.2f", row.texts().median() / other.getAsDouble());
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, value < 1_000 ? "%.1f" : "%,.0f", value);
  }

  private static String percent(@Nullable Double share) {
    return figure("%.1f %%", share == null ? null : 100 * share);
  }

  private static String figure(String format, @Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, format, value);
  }
}
