// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines over a common axis, each named at its end.
 *
 * @param x the axis across
 * @param y the axis upwards
 * @param series 1 to 6 lines
 */
public record LineChart(Axis x, Axis y, List<Series> series) implements Plot {
  private static final int MOST_POINTS = 400;
  private static final int ROWS = 12;

  /**
   * A line.
   *
   * @param name at its end
   * @param xs rising
   * @param ys as many; NaN is a gap
   * @param faint whether it stays in the background, as raw values behind their mean
   */
  public record Series(String name, double[] xs, double[] ys, boolean faint) {
    /** Checks that there are points. */
    public Series {
      if (xs.length != ys.length || xs.length == 0) {
        throw new IllegalArgumentException(
            "line '%s' must have as many x as y and not none, got %d and %d"
                .formatted(name, xs.length, ys.length));
      }
    }

    /**
     * {@return a line in the foreground}
     *
     * @param name at its end
     * @param xs rising
     * @param ys as many
     */
    public static Series of(String name, double[] xs, double[] ys) {
      return new Series(name, xs, ys, false);
    }

    private double last() {
      return ys[ys.length - 1];
    }
  }

  /** Copies the list and checks the number of lines. */
  public LineChart {
    series = List.copyOf(series);
    if (series.isEmpty() || series.size() > Palette.SIZE) {
      throw new IllegalArgumentException(
          "a line chart must have 1 to %d lines, got %d".formatted(Palette.SIZE, series.size()));
    }
  }

  @Override
  public int height(Canvas canvas) {
    return canvas.height() + (canvas.narrow() ? 20 * series.size() : 0);
  }

  @Override
  public String description() {
    var ends =
        series.stream()
            .map(
                line ->
                    "%s goes from %s to %s"
                        .formatted(
                            line.name(),
                            Numbers.compact(line.ys()[0]),
                            Numbers.compact(line.last())))
            .toList();
    return "%s over %s: %s.".formatted(y.label(), x.label(), String.join("; ", ends));
  }

  @Override
  public void draw(Svg svg, Canvas canvas) {
    var xs = x.covering(all(Series::xs), 0);
    var ys = y.covering(all(Series::ys), 0.05);
    var frame = Frame.of(canvas, x, xs, y, ys, canvas.narrow() ? 10 : 150);
    frame.draw(svg, canvas);
    for (int i = 0; i < series.size(); i++) {
      var line = series.get(i);
      svg.path(lineStyle(i), path(frame, line));
    }
    if (canvas.narrow()) {
      legend(svg, canvas);
    } else {
      labels(svg, frame);
    }
  }

  private double[] all(Function<Series, double[]> values) {
    return series.stream().flatMapToDouble(line -> Arrays.stream(values.apply(line))).toArray();
  }

  private static String path(Frame frame, Series line) {
    int stride = Math.max(1, line.xs().length / MOST_POINTS);
    var path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < line.xs().length; i += stride) {
      boolean drawn = frame.x().covers(line.xs()[i]) && Double.isFinite(line.ys()[i]);
      if (drawn) {
        path.append(pen ? 'L' : 'M')
            .append(Svg.number(frame.x().at(line.xs()[i])))
            .append(' ')
            .append(Svg.number(frame.y().at(line.ys()[i])));
      }
      pen = drawn;
    }
    return path.toString();
  }

  /** Lines in the background are gray and take no color from the others. */
  private int color(int index) {
    return (int) series.subList(0, index).stream().filter(line -> !line.faint()).count();
  }

  private String lineStyle(int index) {
    return series.get(index).faint() ? "line faint" : "line " + Palette.line(color(index));
  }

  private String nameStyle(int index) {
    return series.get(index).faint() ? "name quiet" : "name " + Palette.text(color(index));
  }

  /** Names at the ends of the lines, moved apart where they would overlap. */
  private void labels(Svg svg, Frame frame) {
    var order =
        IntStream.range(0, series.size())
            .boxed()
            .filter(i -> Double.isFinite(series.get(i).last()))
            .sorted(Comparator.comparingDouble(i -> frame.y().at(series.get(i).last())))
            .toList();
    double lowest = Double.NEGATIVE_INFINITY;
    for (int i : order) {
      double at = Math.max(frame.y().at(series.get(i).last()) + 4, lowest + 17);
      svg.text(nameStyle(i), frame.x().to() + 8, at, Svg.Anchor.START, series.get(i).name());
      lowest = at;
    }
  }

  private void legend(Svg svg, Canvas canvas) {
    for (int i = 0; i < series.size(); i++) {
      double at = canvas.height() + 20 * i + 8;
      svg.line(lineStyle(i), 4, at, 26, at);
      svg.text(nameStyle(i), 34, at + 4, Svg.Anchor.START, series.get(i).name());
    }
  }

  @Override
  public Table data() {
    var longest =
        series.stream().max(Comparator.comparingInt(line -> line.xs().length)).orElseThrow().xs();
    int rows = Math.min(ROWS, longest.length);
    var columns =
        Stream.concat(
                Stream.of(Table.Column.numbers(x.label())),
                series.stream().map(line -> Table.Column.numbers(line.name())))
            .toList();
    return new Table(
        "",
        columns,
        IntStream.range(0, rows)
            .mapToObj(i -> row(longest[rows == 1 ? 0 : i * (longest.length - 1) / (rows - 1)]))
            .toList());
  }

  private Table.Row row(double at) {
    var values = series.stream().map(line -> nearest(line, at));
    return new Table.Row(Stream.concat(Stream.of(Numbers.compact(at)), values).toList(), false);
  }

  private static String nearest(Series line, double x) {
    int best = 0;
    for (int i = 1; i < line.xs().length; i++) {
      best = Math.abs(line.xs()[i] - x) < Math.abs(line.xs()[best] - x) ? i : best;
    }
    return Double.isNaN(line.ys()[best]) ? "" : Numbers.compact(line.ys()[best]);
  }
}
