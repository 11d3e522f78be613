// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Bars from the left, longest value named at its end. Bars start at 0.
 *
 * @param label what the bars measure, with the unit
 * @param bars 1 or more, from top to bottom
 * @param mark a value to compare with, drawn as a line; NaN for none
 * @param markName the name of the mark, or empty
 */
public record BarChart(String label, List<Bar> bars, double mark, String markName) implements Plot {
  private static final int PITCH = 40;
  private static final int TOP = 44;

  /**
   * A bar.
   *
   * @param name at its left
   * @param value finite, 0 or more
   * @param shown the value in words, at its right
   */
  public record Bar(String name, double value, String shown) {
    /** Checks the value. */
    public Bar {
      if (!(value >= 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException(
            "bar '%s' must be finite and 0 or more, got %s".formatted(name, value));
      }
    }
  }

  /** Copies the list and checks that there are bars. */
  public BarChart {
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("a bar chart must have a bar, got none");
    }
  }

  @Override
  public int height(Canvas canvas) {
    return TOP + PITCH * bars.size() + 6;
  }

  @Override
  public String description() {
    return bars.stream()
        .map(bar -> bar.name() + " " + bar.shown())
        .collect(Collectors.joining(", ", label + ": ", "."));
  }

  @Override
  public void draw(Svg svg, Canvas canvas) {
    double left = canvas.narrow() ? 106 : 150;
    double right = canvas.width() - 76.0;
    double most =
        Math.max(
            bars.stream().mapToDouble(Bar::value).max().orElse(0), Double.isNaN(mark) ? 0 : mark);
    double unit = (right - left) / (most > 0 ? most : 1);
    svg.text("label", 0, 14, Svg.Anchor.START, label);
    if (!Double.isNaN(mark)) {
      double at = left + unit * mark;
      svg.line("mark", at, TOP - 8.0, at, TOP + (double) PITCH * bars.size() - 6);
      svg.text("tick", at, TOP - 13.0, Svg.Anchor.MIDDLE, markName);
    }
    for (int i = 0; i < bars.size(); i++) {
      var bar = bars.get(i);
      double at = TOP + (double) PITCH * i;
      svg.text("name", left - 10, at + 18, Svg.Anchor.END, bar.name());
      svg.bar("bar " + Palette.text(i), left, at, unit * bar.value(), PITCH - 14.0);
      svg.text("value", left + unit * bar.value() + 8, at + 18, Svg.Anchor.START, bar.shown());
    }
  }

  @Override
  public Table data() {
    return new Table(
        "",
        List.of(Table.Column.words(""), Table.Column.numbers(label)),
        bars.stream().map(bar -> Table.Row.of(bar.name(), bar.shown())).toList());
  }
}
