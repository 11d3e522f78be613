// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Thousands of points as a density: hexagons, darker where more points fall. A dashed line marks
 * where both coordinates are equal.
 *
 * @param x the axis across
 * @param y the axis upwards
 * @param xs coordinates, 1 or more
 * @param ys as many
 * @param note a sentence about the points, such as their correlation, drawn beside them
 */
public record HexbinPlot(Axis x, Axis y, double[] xs, double[] ys, String note) implements Plot {
  private static final int LEVELS = 9;
  private static final int ROWS = 10;
  private static final int LEGEND = 50; // pixels, below the plot on a phone

  /** Checks that there are points. */
  public HexbinPlot {
    if (xs.length != ys.length || xs.length == 0) {
      throw new IllegalArgumentException(
          "a plot must have as many x as y and not none, got %d and %d"
              .formatted(xs.length, ys.length));
    }
  }

  private record Cell(int column, int row) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      return row == other.row
          ? Integer.compare(column, other.column)
          : Integer.compare(row, other.row);
    }
  }

  @Override
  public int height(Canvas canvas) {
    return canvas.narrow() ? 340 + LEGEND : 450;
  }

  @Override
  public String description() {
    return "%s against %s for %s points. %s"
        .formatted(y.label(), x.label(), Numbers.fixed(xs.length, 0), note);
  }

  @Override
  public void draw(Svg svg, Canvas canvas) {
    var room = new Canvas(canvas.width(), height(canvas) - (canvas.narrow() ? LEGEND : 0));
    var frame =
        Frame.of(
            room, x, x.covering(xs, 0.02), y, y.covering(ys, 0.02), canvas.narrow() ? 12 : 250);
    frame.draw(svg, canvas);
    double radius = canvas.narrow() ? 5 : 7;
    var counts = counts(frame, radius);
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    var levels = new TreeMap<Integer, StringBuilder>();
    counts.forEach(
        (cell, count) ->
            levels
                .computeIfAbsent(level(count, most), level -> new StringBuilder())
                .append(hexagon(cell, radius)));
    levels.forEach((level, path) -> svg.hexagons(10 + 9 * level, path.toString()));
    diagonal(svg, frame);
    if (canvas.narrow()) {
      legend(svg, 8, height(canvas) - 30.0, radius, most);
    } else {
      legend(svg, frame.x().to() + 32, frame.y().to() + 12, radius, most);
    }
  }

  /** What the shades mean, and the note. */
  private void legend(Svg svg, double left, double top, double radius, int most) {
    svg.text("note", left - radius, top, Svg.Anchor.START, note);
    double wide = Math.sqrt(3) * radius;
    double at = top + 24;
    for (int level = 1; level <= LEVELS; level++) {
      svg.hexagons(10 + 9 * level, hexagon(left + (level - 1) * wide, at, radius));
    }
    var scale = most == 1 ? "1 point" : "1 to %s points".formatted(Numbers.compact(most));
    svg.text("tick", left + LEVELS * wide + 4, at + 4, Svg.Anchor.START, scale);
  }

  private static int level(int count, int most) {
    return most == 1
        ? LEVELS
        : (int) Math.round(1 + (LEVELS - 1) * Math.log(count) / Math.log(most));
  }

  private void diagonal(Svg svg, Frame frame) {
    double low = Math.max(frame.x().range().min(), frame.y().range().min());
    double high = Math.min(frame.x().range().max(), frame.y().range().max());
    if (low < high) {
      svg.line(
          "diagonal", frame.x().at(low), frame.y().at(low), frame.x().at(high), frame.y().at(high));
    }
  }

  /** Points by hexagon. */
  private Map<Cell, Integer> counts(Frame frame, double radius) {
    var counts = new TreeMap<Cell, Integer>();
    for (int i = 0; i < xs.length; i++) {
      if (frame.x().covers(xs[i]) && frame.y().covers(ys[i])) {
        counts.merge(cell(frame.x().at(xs[i]), frame.y().at(ys[i]), radius), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The hexagon whose center is nearest; odd rows are shifted by half a hexagon. */
  private static Cell cell(double px, double py, double radius) {
    double wide = Math.sqrt(3) * radius;
    int row = (int) Math.round(py / (1.5 * radius));
    var best = new Cell(0, 0);
    double least = Double.POSITIVE_INFINITY;
    for (int r = row - 1; r <= row + 1; r++) {
      int column = (int) Math.round(px / wide - (r & 1) / 2.0);
      double dx = px - (column + (r & 1) / 2.0) * wide;
      double dy = py - r * 1.5 * radius;
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = new Cell(column, r);
      }
    }
    return best;
  }

  private static String hexagon(Cell cell, double radius) {
    double wide = Math.sqrt(3) * radius;
    return hexagon(
        (cell.column() + (cell.row() & 1) / 2.0) * wide, cell.row() * 1.5 * radius, radius);
  }

  private static String hexagon(double cx, double cy, double radius) {
    double wide = Math.sqrt(3) * radius;
    return "M%s %sl%s %sv%sl%s %sl%s %sv%sz"
        .formatted(
            Svg.number(cx),
            Svg.number(cy - radius),
            Svg.number(wide / 2),
            Svg.number(radius / 2),
            Svg.number(radius),
            Svg.number(-wide / 2),
            Svg.number(radius / 2),
            Svg.number(-wide / 2),
            Svg.number(-radius / 2),
            Svg.number(-radius));
  }

  /** The mean of y over ranges of x with the same number of points. */
  @Override
  public Table data() {
    var order =
        IntStream.range(0, xs.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> xs[i]))
            .toList();
    int rows = Math.min(ROWS, xs.length);
    var table = new ArrayList<Table.Row>();
    for (int row = 0; row < rows; row++) {
      var part = order.subList(row * xs.length / rows, (row + 1) * xs.length / rows);
      table.add(
          Table.Row.of(
              Numbers.fixed(part.size(), 0),
              Numbers.fixed(mean(part.stream().mapToDouble(i -> xs[i])), 3),
              Numbers.fixed(mean(part.stream().mapToDouble(i -> ys[i])), 3)));
    }
    return new Table(
        "",
        List.of(
            Table.Column.numbers("points"),
            Table.Column.numbers("mean of " + x.label()),
            Table.Column.numbers("mean of " + y.label())),
        table);
  }

  private static double mean(DoubleStream values) {
    return values.average().orElse(Double.NaN);
  }
}
