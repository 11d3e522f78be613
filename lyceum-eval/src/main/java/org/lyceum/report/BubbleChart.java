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
  private static final double LARGEST = 26; // pixels, two thirds of it on a phone
  private static final double SMALLEST = 5;
  private static final double LETTER = 7.2; // about the width of one

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
    taken.add(new Box(0, 0, LETTER * y.label().length(), 20)); // the label of the upright axis
    for (var bubble : bubbles) {
      double r = radius(bubble, canvas);
      double px = frame.x().at(bubble.x());
      double py = frame.y().at(bubble.y());
      taken.add(new Box(px - r, py - r, px + r, py + r));
    }
    for (int i : fromLargest()) {
      svg.circle(
          "bubble " + Palette.text(i),
          frame.x().at(bubbles.get(i).x()),
          frame.y().at(bubbles.get(i).y()),
          radius(bubbles.get(i), canvas));
    }
    for (int i = 0; i < bubbles.size(); i++) {
      var bubble = bubbles.get(i);
      double[] at = place(frame, bubble, radius(bubble, canvas) + 6, taken);
      svg.text("name " + Palette.text(i), at[0], at[1], Svg.Anchor.START, bubble.name());
    }
    svg.text("tick", 0, canvas.height() + 12.0, Svg.Anchor.START, "Area: " + area);
  }

  private List<Integer> fromLargest() {
    return IntStream.range(0, bubbles.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -bubbles.get(i).size()))
        .toList();
  }

  private double radius(Bubble bubble, Canvas canvas) {
    double largest = canvas.narrow() ? LARGEST * 2 / 3 : LARGEST;
    double most = bubbles.stream().mapToDouble(Bubble::size).max().orElse(0);
    return most == 0 ? SMALLEST : Math.max(SMALLEST, largest * Math.sqrt(bubble.size() / most));
  }

  /** The first place around a point where its name is on the page and meets nothing. */
  private static double[] place(Frame frame, Bubble bubble, double r, List<Box> taken) {
    double width = LETTER * bubble.name().length();
    for (double[] at : places(frame.x().at(bubble.x()), frame.y().at(bubble.y()), r, width)) {
      var box = new Box(at[0], at[1] - 13, at[0] + width, at[1] + 3);
      if (box.left() >= frame.x().from()
          && box.right() <= frame.x().to() + 14
          && taken.stream().noneMatch(box::meets)) {
        taken.add(box);
        return at;
      }
    }
    return new double[] {frame.x().at(bubble.x()) + r, frame.y().at(bubble.y()) + 5};
  }

  /** Right, left, above, below, and between those. */
  private static double[][] places(double x, double y, double r, double width) {
    double above = y - r;
    double below = y + r + 11;
    return new double[][] {
      {x + r, y + 5},
      {x - r - width, y + 5},
      {x - width / 2, above},
      {x - width / 2, below},
      {x - r, below},
      {x - r, above},
      {x + r - width, below},
      {x + r - width, above},
      {x, below + 14},
      {x - width / 2, below + 14}
    };
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
