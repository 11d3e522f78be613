// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Values with intervals, a row each, around a line at 0: what lies off the line with its whole
 * interval is more than chance.
 *
 * @param label what is shown, with the unit
 * @param rows 1 or more, from top to bottom
 */
public record IntervalChart(String label, List<Row> rows) implements Plot {
  private static final int PITCH = 26;
  private static final int TOP = 44;
  private static final int TICKS = 5;

  /**
   * A value with its interval.
   *
   * @param name at its left
   * @param low lower end
   * @param value between the ends
   * @param high upper end
   * @param strong whether it is more than chance
   */
  public record Row(String name, double low, double value, double high, boolean strong) {
    /** Checks the numbers. */
    public Row {
      if (!Double.isFinite(low + value + high) || low > high) {
        throw new IllegalArgumentException(
            "row '%s' must have a finite value and interval, got %s in %s to %s"
                .formatted(name, value, low, high));
      }
    }

    private String shown() {
      return Numbers.fixed(value, 2).replace('-', '\u2212');
    }
  }

  /** Copies the list and checks that there are rows. */
  public IntervalChart {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a chart of intervals must have a row, got none");
    }
  }

  @Override
  public int height(Canvas canvas) {
    return TOP + PITCH * rows.size() + 8;
  }

  @Override
  public String description() {
    return rows.stream()
        .map(row -> row.name + " " + row.shown() + (row.strong ? ", more than chance" : ""))
        .collect(Collectors.joining("; ", label + ": ", "."));
  }

  @Override
  public void draw(Svg svg, Canvas canvas) {
    double left = canvas.narrow() ? 130 : 190;
    double right = canvas.width() - 60.0;
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(0),
                rows.stream().flatMapToDouble(r -> DoubleStream.of(r.low, r.high)))
            .toArray();
    var axis = Axis.of(label);
    var scale = new Scale(axis, axis.covering(ends, 0.02), left, right);
    double bottom = TOP + (double) PITCH * rows.size();
    svg.text("label", 0, 14, Svg.Anchor.START, label);
    for (double tick : scale.ticks(TICKS)) {
      svg.line(tick == 0 ? "mark" : "grid", scale.at(tick), TOP - 8.0, scale.at(tick), bottom);
      svg.text("tick", scale.at(tick), TOP - 13.0, Svg.Anchor.MIDDLE, scale.name(tick, TICKS));
    }
    for (int i = 0; i < rows.size(); i++) {
      draw(svg, scale, rows.get(i), TOP + PITCH * i + PITCH / 2.0, left);
    }
  }

  private static void draw(Svg svg, Scale scale, Row row, double at, double left) {
    var color = Palette.line(row.strong ? 0 : 5);
    svg.text("name", left - 10, at + 5, Svg.Anchor.END, row.name);
    svg.line("line " + color, scale.at(row.low), at, scale.at(row.high), at);
    svg.circle("dot " + Palette.text(row.strong ? 0 : 5), scale.at(row.value), at, 4.5);
    svg.text("value", scale.at(row.high) + 8, at + 5, Svg.Anchor.START, row.shown());
  }

  @Override
  public Table data() {
    return new Table(
        "",
        List.of(
            Table.Column.words(""),
            Table.Column.numbers("low"),
            Table.Column.numbers(label),
            Table.Column.numbers("high")),
        rows.stream()
            .map(
                row ->
                    Table.Row.of(
                        row.name,
                        Numbers.fixed(row.low, 2),
                        Numbers.fixed(row.value, 2),
                        Numbers.fixed(row.high, 2)))
            .toList());
  }
}
