// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

/** Compares the gradient that backward computes with central finite differences, in double. */
final class GradientCheck {
  private static final double STEP = 1e-5;

  /**
   * An operation and where to look at its gradient.
   *
   * @param name how the case is called in the report
   * @param shapes of the arguments
   * @param least the smallest argument; functions with a pole or a kink at 0 are looked at above it
   * @param operation what is differentiated
   */
  record Case(
      String name, List<Shape> shapes, double least, Function<List<Tensor>, Tensor> operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final Case one;
  private final List<double[]> points = new ArrayList<>();

  GradientCheck(Case one) {
    this.one = one;
    var random = new Seed(7).stream(one.name);
    for (var shape : one.shapes) {
      points.add(random.doubles(shape.elements(), one.least, one.least + 2).toArray());
    }
  }

  void run() {
    try (var scope = Scope.open("check")) {
      var leaves = arguments().stream().map(Torch::requireGradient).toList();
      Torch.backward(loss(leaves));
      for (int i = 0; i < leaves.size(); i++) {
        var gradient = Torch.gradient(leaves.get(i));
        assertThat(gradient).as("gradient of argument %d", i).isNotNull();
        compare(i, gradient.doubles());
      }
    }
  }

  private void compare(int argument, double[] gradient) {
    double[] point = points.get(argument);
    for (int i = 0; i < point.length; i++) {
      double at = point[i];
      point[i] = at + STEP;
      double above = value();
      point[i] = at - STEP;
      double below = value();
      point[i] = at;
      double slope = (above - below) / (2 * STEP);
      assertThat(gradient[i])
          .as("%s: gradient of argument %d at %d", one.name, argument, i)
          .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
    }
  }

  private double value() {
    try (var scope = Scope.open("value")) {
      return loss(arguments()).item();
    }
  }

  private List<Tensor> arguments() {
    var arguments = new ArrayList<Tensor>();
    for (int i = 0; i < points.size(); i++) {
      arguments.add(Torch.tensor(points.get(i), one.shapes.get(i).sizes()));
    }
    return arguments;
  }

  /**
   * The sum of the result's elements, each with a weight of its own so that none can hide another.
   */
  private Tensor loss(List<Tensor> arguments) {
    var result = one.operation.apply(arguments);
    assertThat(result.dtype()).isEqualTo(DType.F64);
    RandomGenerator random = new Seed(11).stream("weights");
    double[] weights = random.doubles(result.shape().elements(), -1, 1).toArray();
    return result.mul(Torch.tensor(weights, result.shape().sizes())).sum();
  }

  static Shape shape(long... sizes) {
    return Shape.of(sizes);
  }

  static Case anywhere(String name, Function<List<Tensor>, Tensor> operation, Shape... shapes) {
    return new Case(name, Arrays.asList(shapes), -1, operation);
  }

  static Case positive(String name, Function<List<Tensor>, Tensor> operation, Shape... shapes) {
    return new Case(name, Arrays.asList(shapes), 0.1, operation);
  }
}
