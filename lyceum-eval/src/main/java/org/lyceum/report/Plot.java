// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/** A picture of numbers. */
public sealed interface Plot permits LineChart, HexbinPlot, BarChart, BubbleChart, IntervalChart {
  /** {@return what a reader who cannot see it should know} */
  String description();

  /** {@return its numbers, or a fair sample where they are too many to read} */
  Table data();

  /**
   * {@return the height it needs, in pixels}
   *
   * @param canvas the room there is
   */
  int height(Canvas canvas);

  /**
   * Draws it.
   *
   * @param svg what to draw on
   * @param canvas the room there is
   */
  void draw(Svg svg, Canvas canvas);
}
