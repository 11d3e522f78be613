// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Locale;

/**
 * A drawing in scalable vector graphics. Colors come from the page's style by class name, so that
 * they follow light, dark and print. Coordinates are pixels from the upper left corner and are
 * written with one digit after the point.
 */
public final class Svg {
  private final int width;
  private final int height;
  private final StringBuilder shapes = new StringBuilder();

  /** Where a text stands relative to its point. */
  enum Anchor {
    START,
    MIDDLE,
    END;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** A number with at most one digit after the point. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths % 10);
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    path(style, "M%s %sL%s %s".formatted(number(x1), number(y1), number(x2), number(y2)));
  }

  void path(String style, String path) {
    shapes.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, path));
  }

  void hexagons(int percent, String path) {
    shapes.append(
        "<path class=\"hex\" fill-opacity=\"0.%02d\" d=\"%s\"/>\n".formatted(percent, path));
  }

  void circle(String style, double x, double y, double radius) {
    shapes.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n"
            .formatted(style, number(x), number(y), number(radius)));
  }

  void bar(String style, double x, double y, double w, double h) {
    shapes.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"2\"/>\n"
            .formatted(style, number(x), number(y), number(Math.max(0, w)), number(h)));
  }

  void text(String style, double x, double y, Anchor anchor, String text) {
    shapes.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, number(x), number(y), anchor.word(), Html.escape(text)));
  }

  String html(String id, String title, String description) {
    return """
    <svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-desc">
    <title id="%s-title">%s</title><desc id="%s-desc">%s</desc>
    %s</svg>\
    """
        .formatted(
            width, height, id, id, id, Html.escape(title), id, Html.escape(description), shapes);
  }
}
