// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
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
    var frame = frame(canvas);
    frame.draw(svg, canvas);
    var hexagons = Hexagons.count(frame, canvas.narrow() ? 5 : 7, xs, ys);
    shade(svg, hexagons);
    diagonal(svg, frame);
    if (canvas.narrow()) {
      legend(svg, 8, height(canvas) - 30.0, hexagons);
    } else {
      legend(svg, frame.x().to() + 34, frame.y().to() + 12, hexagons);
    }
  }

  private Frame frame(Canvas canvas) {
    var room = new Canvas(canvas.width(), height(canvas) - (canvas.narrow() ? LEGEND : 0));
    int right = canvas.narrow() ? 12 : 250;
    return Frame.of(room, x, x.covering(xs, 0.02), y, y.covering(ys, 0.02), right);
  }

  /** Draws the hexagons of each shade as one path. */
  private static void shade(Svg svg, Hexagons hexagons) {
    int most = hexagons.most();
    var paths = new TreeMap<Integer, StringBuilder>(); // by level
    hexagons
        .counts()
        .forEach(
            (cell, count) ->
                paths
                    .computeIfAbsent(level(count, most), level -> new StringBuilder())
                    .append(hexagons.path(cell)));
    paths.forEach((level, path) -> svg.hexagons(percent(level), path.toString()));
  }

  /** A shade from 1 to 9, even steps being equal ratios of counts. */
  private static int level(int count, int most) {
    return most == 1
        ? LEVELS
        : (int) Math.round(1 + (LEVELS - 1) * Math.log(count) / Math.log(most));
  }

  private static int percent(int level) {
    return 10 + 9 * level;
  }

  private static void diagonal(Svg svg, Frame frame) {
    double low = Math.max(frame.x().range().min(), frame.y().range().min());
    double high = Math.min(frame.x().range().max(), frame.y().range().max());
    if (low < high) {
      svg.line(
          "diagonal", frame.x().at(low), frame.y().at(low), frame.x().at(high), frame.y().at(high));
    }
  }

  /** The note, and what the shades mean. */
  private void legend(Svg svg, double left, double top, Hexagons hexagons) {
    double pitch = 2 * hexagons.radius();
    double at = top + 24;
    svg.text("note", left - hexagons.radius(), top, Svg.Anchor.START, note);
    for (int level = 1; level <= LEVELS; level++) {
      svg.hexagons(percent(level), hexagons.path(left + (level - 1) * pitch, at));
    }
    int most = hexagons.most();
    var scale = most == 1 ? "1 point" : "1 to %s points".formatted(Numbers.compact(most));
    svg.text("tick", left + LEVELS * pitch, at + 4, Svg.Anchor.START, scale);
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
    return new Table(
        "",
        List.of(
            Table.Column.numbers("points"),
            Table.Column.numbers("mean of " + x.label()),
            Table.Column.numbers("mean of " + y.label())),
        IntStream.range(0, rows)
            .mapToObj(i -> row(order.subList(i * xs.length / rows, (i + 1) * xs.length / rows)))
            .toList());
  }

  private Table.Row row(List<Integer> points) {
    return Table.Row.of(
        Numbers.fixed(points.size(), 0),
        Numbers.fixed(mean(xs, points), 3),
        Numbers.fixed(mean(ys, points), 3));
  }

  private static double mean(double[] values, List<Integer> points) {
    return points.stream().mapToDouble(i -> values[i]).average().orElse(Double.NaN);
  }
}
