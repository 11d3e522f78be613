// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.util.List;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.Node;
import org.lyceum.tensor.Shape;

/**
 * How the scale of a row follows from the row, so that 8 bits hold it.
 *
 * @param zero the step that stands for 0
 * @param lowest the value that the row cannot fall below, or {@link #NONE}
 */
record RowScale(int zero, float lowest) {
  /** A row may take any values. */
  static final float NONE = Float.NEGATIVE_INFINITY;

  /** As far below as above: 127 steps for the largest magnitude. */
  static final RowScale SYMMETRIC = new RowScale(128, NONE);

  /**
   * For the output of GELU, which is never below -0.17: 40 steps below 0 and 215 above, so that a
   * step is little more than half as wide.
   *
   * @see <a href="https://arxiv.org/abs/1606.08415">Hendrycks and Gimpel 2016</a>
   */
  static final RowScale GELU = new RowScale(40, -0.17f);

  private static final int LAST = 255;
  private static final float TINY = 1e-10f;

  /**
   * The nodes that compute the scale.
   *
   * @param rows the value, {@code (rows, K)}
   * @param scale name of the result, {@code (rows)}
   */
  List<Node> nodes(String rows, String scale) {
    var largest = reduce("ReduceMax", rows, scale + "/largest");
    String steps = scale + "/steps";
    String least = scale + "/least";
    String below = scale + "/below";
    if (lowest > NONE) {
      return List.of(
          largest,
          Node.of("Div", below, List.of(largest.output(), steps), below),
          Node.of("Max", scale, List.of(below, least), scale));
    }
    var smallest = reduce("ReduceMin", rows, scale + "/smallest");
    String magnitude = scale + "/magnitude";
    return List.of(
        largest,
        smallest,
        Node.of("Neg", below, List.of(smallest.output()), below),
        Node.of("Max", magnitude, List.of(largest.output(), below, least), magnitude),
        Node.of("Div", scale, List.of(magnitude, steps), scale));
  }

  /** The numbers that {@link #nodes} takes. */
  List<Constant> constants(String scale) {
    boolean bounded = lowest > NONE;
    int steps = LAST - zero; // above 0
    float least = bounded ? -lowest / zero : TINY;
    return List.of(
        Constant.ofFloats(scale + "/steps", Shape.of(), steps),
        Constant.ofFloats(scale + "/least", Shape.of(), least));
  }

  private static Node reduce(String type, String rows, String result) {
    return Node.of(type, result, List.of(rows), result)
        .with("axes", Attribute.of(new long[] {1}))
        .with("keepdims", Attribute.of(0L));
  }
}
