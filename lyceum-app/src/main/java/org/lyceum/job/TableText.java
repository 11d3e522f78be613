// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table for a terminal: columns aligned, a dash for what was not measured, no row without a
 * figure.
 */
record TableText(Table table) {
  static final List<String> HEAD =
      List.of(
          "",
          "STS12",
          "STS13",
          "nDCG@10",
          "SciFact",
          "STS share",
          "no MSRvid",
          "nDCG share",
          "texts/s",
          "texts/CPU-s",
          "disk",
          "memory");

  private static final String NOTHING = "-"; // not measured

  @Override
  public String toString() {
    var lines = new ArrayList<List<String>>();
    lines.add(HEAD);
    lines.addAll(measured(table));
    int[] widths = new int[HEAD.size()];
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (var line : lines) {
      for (int i = 0; i < widths.length; i++) {
        var format = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
        text.append(format.formatted(line.get(i)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  /** The cells of the rows of which something was measured. */
  static List<List<String>> measured(Table table) {
    return table.rows().stream()
        .map(row -> cells(row.json(table.teacherRow())))
        .filter(cells -> cells.stream().skip(1).anyMatch(cell -> !cell.equals(NOTHING)))
        .toList();
  }

  static List<String> cells(Row.Json row) {
    return List.of(
        row.name(),
        figure(row.sts12()),
        figure(row.sts13()),
        figure(row.ndcg10()),
        figure(row.scifact()),
        share(row.shareSts()),
        share(row.shareStsWithoutMsrvid()),
        share(row.shareNdcg()),
        count(row.textsPerSecond()),
        count(row.textsPerCpuSecond()),
        size(row.bytes()),
        size(row.residentBytes()));
  }

  private static String figure(@Nullable Double value) {
    return value == null ? NOTHING : "%.2f".formatted(value);
  }

  static String share(@Nullable Double value) {
    return value == null ? NOTHING : "%.1f %%".formatted(100 * value);
  }

  static String count(@Nullable Double value) {
    return value == null ? NOTHING : "%,.0f".formatted(value);
  }

  static String size(@Nullable Long bytes) {
    return bytes == null ? NOTHING : "%,.1f MB".formatted(bytes / 1e6);
  }
}
