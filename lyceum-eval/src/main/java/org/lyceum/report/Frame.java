// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/** The two axes of a plot and the area between them. */
record Frame(Scale x, Scale y) {
  private static final int LEFT = 46;
  private static final int TOP = 30;
  private static final int BOTTOM = 46;

  /** An area that leaves room for the names of ticks, and on the right for labels. */
  static Frame of(Canvas canvas, Axis x, Axis.Range xs, Axis y, Axis.Range ys, int right) {
    return new Frame(
        new Scale(x, xs, LEFT, canvas.width() - right),
        new Scale(y, ys, canvas.height() - BOTTOM, TOP));
  }

  /** Grid, ticks and labels. The label of the upright axis lies above it, where it can be read. */
  void draw(Svg svg, Canvas canvas) {
    int across = canvas.narrow() ? 4 : 7;
    int up = 6;
    for (double tick : y.ticks(up)) {
      svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
      svg.text("tick", x.from() - 8, y.at(tick) + 4, Svg.Anchor.END, y.name(tick, up));
    }
    svg.line("axis", x.from(), y.from(), x.to(), y.from());
    for (double tick : x.ticks(across)) {
      svg.line("axis", x.at(tick), y.from(), x.at(tick), y.from() + 5);
      svg.text("tick", x.at(tick), y.from() + 19, Svg.Anchor.MIDDLE, x.name(tick, across));
    }
    svg.text("label", 0, 14, Svg.Anchor.START, y.axis().label());
    svg.text("label", x.to(), y.from() + 39, Svg.Anchor.END, x.axis().label());
  }
}
