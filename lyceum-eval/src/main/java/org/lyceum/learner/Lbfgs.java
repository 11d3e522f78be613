// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Minimizes a smooth function with a limited memory of its curvature.
 *
 * @param maxIterations most steps
 * @param tolerance stops when no derivative is larger
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal 1989</a>
 */
record Lbfgs(int maxIterations, double tolerance) {
  private static final int MEMORY = 10;
  private static final int TRIALS = 40; // of a step's length
  private static final double LEAST_DECREASE = 64 * Math.ulp(1.0);
  private static final double SUFFICIENT = 1e-4; // Armijo's condition
  private static final double CURVATURE = 0.9; // Wolfe's

  /** What is minimized. */
  @FunctionalInterface
  interface Function {
    /** The value at a point; fills the gradient. */
    double at(double[] point, double[] gradient);
  }

  private record Change(double[] step, double[] slope, double product) {}

  private record Place(double[] point, double[] gradient, double value) {}

  /** The point that was reached. */
  double[] minimize(Function function, double[] start) {
    var place = place(function, start.clone());
    Deque<Change> memory = new ArrayDeque<>();
    for (int i = 0; i < maxIterations && largest(place.gradient) > tolerance; i++) {
      double[] direction = direction(place.gradient, memory);
      double first = memory.isEmpty() ? 1 / norm(place.gradient) : 1;
      var next = search(function, place, direction, first);
      remember(place, next, memory);
      double scale = Math.max(1, Math.max(Math.abs(place.value), Math.abs(next.value)));
      boolean still = place.value - next.value <= LEAST_DECREASE * scale;
      place = next;
      if (still) {
        break;
      }
    }
    return place.point;
  }

  private static Place place(Function function, double[] point) {
    double[] gradient = new double[point.length];
    return new Place(point, gradient, function.at(point, gradient));
  }

  /** Minus the gradient times the estimate of the inverse curvature. */
  private static double[] direction(double[] gradient, Deque<Change> memory) {
    double[] q = gradient.clone();
    double[] weights = new double[memory.size()];
    int i = 0;
    for (var change : memory) { // newest first
      weights[i] = dot(change.step, q) / change.product;
      add(q, -weights[i++], change.slope);
    }
    if (!memory.isEmpty()) {
      var newest = memory.getFirst();
      scale(q, newest.product / dot(newest.slope, newest.slope));
    }
    for (var oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      var change = oldest.next();
      add(q, weights[--i] - dot(change.slope, q) / change.product, change.step);
    }
    scale(q, -1);
    return q;
  }

  /** Halves and doubles a step until it descends enough and the slope has flattened. */
  private static Place search(Function function, Place from, double[] direction, double first) {
    double slope = dot(from.gradient, direction);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double length = first;
    var best = from;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] point = from.point.clone();
      add(point, length, direction);
      var next = place(function, point);
      if (!(next.value <= from.value + SUFFICIENT * length * slope)) {
        high = length;
      } else {
        best = next;
        if (dot(next.gradient, direction) >= CURVATURE * slope) {
          break;
        }
        low = length;
      }
      length = high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 2 * length;
    }
    return best;
  }

  private static void remember(Place from, Place to, Deque<Change> memory) {
    double[] step = to.point.clone();
    add(step, -1, from.point);
    double[] slope = to.gradient.clone();
    add(slope, -1, from.gradient);
    double product = dot(step, slope);
    if (product > 0) {
      memory.addFirst(new Change(step, slope, product));
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static double norm(double[] values) {
    return Math.sqrt(dot(values, values));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] values) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
