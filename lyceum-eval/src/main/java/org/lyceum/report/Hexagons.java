// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * Points counted in hexagons, which tile the plane as bees do it: odd rows are shifted by half a
 * hexagon.
 *
 * @param radius from the center to a corner, in pixels
 * @param counts points by hexagon, in the order of reading
 */
record Hexagons(double radius, Map<Cell, Integer> counts) {
  /** A hexagon by column and row. */
  record Cell(int column, int row) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      return row == other.row
          ? Integer.compare(column, other.column)
          : Integer.compare(row, other.row);
    }
  }

  /** Counts the points that lie inside of a frame. */
  static Hexagons count(Frame frame, double radius, double[] xs, double[] ys) {
    var hexagons = new Hexagons(radius, new TreeMap<>());
    for (int i = 0; i < xs.length; i++) {
      if (frame.x().covers(xs[i]) && frame.y().covers(ys[i])) {
        var cell = hexagons.nearest(frame.x().at(xs[i]), frame.y().at(ys[i]));
        hexagons.counts.merge(cell, 1, Integer::sum);
      }
    }
    return hexagons;
  }

  /** The most points in a hexagon. */
  int most() {
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
  }

  private double wide() {
    return Math.sqrt(3) * radius;
  }

  private double centerX(Cell cell) {
    return (cell.column + (cell.row & 1) / 2.0) * wide();
  }

  private double centerY(Cell cell) {
    return cell.row * 1.5 * radius;
  }

  /** The hexagon whose center is nearest. */
  private Cell nearest(double x, double y) {
    int row = (int) Math.round(y / (1.5 * radius));
    var best = new Cell(0, 0);
    double least = Double.POSITIVE_INFINITY;
    for (int r = row - 1; r <= row + 1; r++) {
      var cell = new Cell((int) Math.round(x / wide() - (r & 1) / 2.0), r);
      double distance = Math.hypot(x - centerX(cell), y - centerY(cell));
      if (distance < least) {
        least = distance;
        best = cell;
      }
    }
    return best;
  }

  /** The outline of a hexagon as a path. */
  String path(Cell cell) {
    return path(centerX(cell), centerY(cell));
  }

  /** The outline of a hexagon around a point as a path. */
  String path(double x, double y) {
    var half = Svg.number(wide() / 2);
    var quarter = Svg.number(radius / 2);
    var side = Svg.number(radius);
    return "M%s %sl%s %sv%sl-%s %sl-%s -%sv-%sz"
        .formatted(
            Svg.number(x),
            Svg.number(y - radius),
            half,
            quarter,
            side,
            half,
            quarter,
            half,
            quarter,
            side);
  }
}
