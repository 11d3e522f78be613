// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few named points, such as quality against speed; the area of a point is a third figure, such as
 * size.
 *
 * @param x the axis across
 * @param y the axis upwards
 * @param bubbles 1 or more
 * @param area what the area of a point stands for
 */
public record BubbleChart(Axis x, Axis y, List<Bubble> bubbles, String area) implements Plot {
  private static final double LARGEST = 26;
  private static final double SMALLEST = 5;

  /**
   * A point.
   *
   * @param name beside it
   * @param x its place across
   * @param y its height
   * @param size 0 or more, its area relative to the others
   * @param shown its size in words
   */
  public record Bubble(String name, double x, double y, double size, String shown) {
    /** Checks the numbers. */
    public Bubble {
      if (!(Double.isFinite(x) && Double.isFinite(y) && size >= 0 && Double.isFinite(size))) {
        throw new IllegalArgumentException(
            "point '%s' must be finite and of size 0 or more, got %s, %s, size %s"
                .formatted(name, x, y, size));
      }
    }
  }

  /** Copies the list and checks that there are points. */
  public BubbleChart {
    bubbles = List.copyOf(bubbles);
    if (bubbles.isEmpty()) {
      throw new IllegalArgumentException("a plot must have a point, got none");
    }
  }

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  @Override
  public int height(Canvas canvas) {
    return canvas.height() + 20;
  }

  @Override
  public String description() {
    return bubbles.stream()
        .map(
            bubble ->
                "%s at %s, %s (%s)"
                    .formatted(
                        bubble.name(),
                        Numbers.compact(bubble.x()),
                        Numbers.compact(bubble.y()),
                        bubble.shown()))
        .collect(Collectors.joining("; ", "%s against %s: ".formatted(y.label(), x.label()), "."));
  }

  @Override
  public void draw(Svg svg, Canvas canvas) {
    var xs = x.covering(bubbles.stream().mapToDouble(Bubble::x).toArray(), 0.12);
    var ys = y.covering(bubbles.stream().mapToDouble(Bubble::y).toArray(), 0.15);
    var frame = Frame.of(canvas, x, xs, y, ys, 16);
    frame.draw(svg, canvas);
    var taken = new ArrayList<Box>();
    for (var bubble : bubbles) {
      double r = radius(bubble);
      double px = frame.x().at(bubble.x());
      double py = frame.y().at(bubble.y());
      taken.add(new Box(px - r, py - r, px + r, py + r));
    }
    for (int i : fromLargest()) {
      svg.circle(
          "bubble " + Palette.text(i),
          frame.x().at(bubbles.get(i).x()),
          frame.y().at(bubbles.get(i).y()),
          radius(bubbles.get(i)));
    }
    for (int i = 0; i < bubbles.size(); i++) {
      label(svg, frame, i, taken);
    }
    svg.text("tick", 0, canvas.height() + 12.0, Svg.Anchor.START, "Area: " + area);
  }

  private List<Integer> fromLargest() {
    return IntStream.range(0, bubbles.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -bubbles.get(i).size()))
        .toList();
  }

  private double radius(Bubble bubble) {
    double most = bubbles.stream().mapToDouble(Bubble::size).max().orElse(0);
    return most == 0 ? SMALLEST : Math.max(SMALLEST, LARGEST * Math.sqrt(bubble.size() / most));
  }

  /** Puts the name right, left, above or below: the first place that is free and on the page. */
  private void label(Svg svg, Frame frame, int index, List<Box> taken) {
    var bubble = bubbles.get(index);
    double px = frame.x().at(bubble.x());
    double py = frame.y().at(bubble.y());
    double r = radius(bubble) + 6;
    double width = 7.2 * bubble.name().length();
    double[][] places = {
      {px + r, py + 5},
      {px - r - width, py + 5},
      {px - width / 2, py - r},
      {px - width / 2, py + r + 11}
    };
    double[] best = places[0];
    for (double[] place : places) {
      var box = new Box(place[0], place[1] - 13, place[0] + width, place[1] + 3);
      if (box.left() >= frame.x().from()
          && box.right() <= frame.x().to() + 14
          && taken.stream().noneMatch(box::meets)) {
        best = place;
        taken.add(box);
        break;
      }
    }
    svg.text("name " + Palette.text(index), best[0], best[1], Svg.Anchor.START, bubble.name());
  }

  @Override
  public Table data() {
    return new Table(
        "",
        List.of(
            Table.Column.words(""),
            Table.Column.numbers(x.label()),
            Table.Column.numbers(y.label()),
            Table.Column.numbers(area)),
        bubbles.stream()
            .map(
                bubble ->
                    Table.Row.of(
                        bubble.name(),
                        Numbers.compact(bubble.x()),
                        Numbers.compact(bubble.y()),
                        bubble.shown()))
            .toList());
  }
}
