// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.nn.Linear;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

class HalfConstantsTest {
  private static final int WIDTH = 64;
  private static final String NAME = "layer.dense.weight";

  /** A product with a matrix whose numbers were rounded in some way. */
  private static OnnxModel product(UnaryOperator<Float> rounding) {
    var random = new Seed(3).stream("weights");
    float[] values = new float[WIDTH * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = rounding.apply((float) random.nextGaussian());
    }
    var weights = new InMemoryWeights().put(NAME, Shape.of(WIDTH, WIDTH), values);
    var graph = new OnnxGraph("product");
    var x = graph.input("x", DType.F32, Shape.of(Shape.ANY, WIDTH));
    var layer = new Linear(graph.parameters(weights).get(NAME, WIDTH, WIDTH), null);
    graph.output("y", layer.apply(x));
    return graph.toModel();
  }

  private static float half(float value) {
    return Float.float16ToFloat(Float.floatToFloat16(value));
  }

  /** The upper half of its bits, and a range that float16 does not have. */
  private static float upper(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value * 1e20f) & 0xFFFF0000);
  }

  private static float[] run(OnnxModel model) throws OrtException {
    float[] x = new float[WIDTH];
    IntStream.range(0, WIDTH).forEach(i -> x[i] = i % 7 - 3);
    try (var ort = new Ort(model)) {
      return ort.run(Map.of("x", Ort.floats(x, 1, WIDTH)));
    }
  }

  private static void keepsEveryNumberInHalfTheBytes(UnaryOperator<Float> rounding, DType dtype)
      throws OrtException {
    var whole = product(rounding);
    var half = whole.withHalfConstants();
    assertThat(run(half)).containsExactly(run(whole));
    assertThat(half.toBytes().length).isLessThan(whole.toBytes().length * 6 / 10);
    var weights = OnnxWeights.parse("half", half.toBytes());
    var wanted = OnnxWeights.parse("whole", whole.toBytes());
    assertThat(weights.names()).isEqualTo(wanted.names()).containsExactly(NAME);
    assertThat(weights.floats(NAME)).containsExactly(wanted.floats(NAME));
    assertThat(weights.dtype(NAME)).isEqualTo(dtype);
  }

  @Test
  void keepsNumbersOfFloat16() throws OrtException {
    keepsEveryNumberInHalfTheBytes(HalfConstantsTest::half, DType.F16);
  }

  @Test
  void keepsNumbersOfBfloat16() throws OrtException {
    keepsEveryNumberInHalfTheBytes(HalfConstantsTest::upper, DType.BF16);
  }

  @Test
  void leavesWhatSixteenBitsDoNotHold() {
    var whole = product(value -> value);
    assertThat(whole.withHalfConstants().toBytes()).isEqualTo(whole.toBytes());
  }
}
