// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.onnx.Value;
import org.lyceum.tensor.Shape;

class TanhGeluTest {
  private static final Value.Dim MANY = new Value.Dim(Shape.ANY, "many");

  /** {@code 0.5 x (1 + erf(x / sqrt 2))} as it is recorded, and further nodes; the last gives. */
  private static Graph gelu(Node... more) {
    var nodes =
        new ArrayList<>(
            List.of(
                Node.of("Div", "scaled", List.of("x", "root"), "scaled"),
                Node.of("Erf", "erf", List.of("scaled"), "erf"),
                Node.of("Add", "sum", List.of("erf", "one"), "sum"),
                Node.of("Mul", "product", List.of("x", "sum"), "product"),
                Node.of("Mul", "gelu", List.of("product", "half"), "gelu")));
    nodes.addAll(List.of(more));
    var constants =
        Map.of(
            "root", Constant.ofFloats("root", Shape.of(), (float) Math.sqrt(2)),
            "one", Constant.ofFloats("one", Shape.of(), 1),
            "half", Constant.ofFloats("half", Shape.of(), 0.5f));
    return new Graph(
        "gelu",
        nodes,
        constants,
        List.of(Value.of("x", ElementType.FLOAT, List.of(MANY))),
        List.of(Value.of(nodes.getLast().output(), ElementType.FLOAT, List.of(MANY))),
        Fields.NONE);
  }

  private static byte[] model(Graph graph) {
    return new OnnxModel(8, "test", Map.of("", 17L), graph, Map.of(), Fields.NONE).toBytes();
  }

  private static float[] run(Graph graph, float... x) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = EncoderGraph.options();
        var session = environment.createSession(model(graph), options);
        var values =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {x.length});
        var result = session.run(Map.of("x", values))) {
      return (float[]) result.get(0).getValue();
    }
  }

  /** From the definition with tanh: 0.841192 at 1, -0.158808 at -1, 1.954598 at 2. */
  @Test
  void hasTheValuesOfTheFormulaWithTanh() throws OrtException {
    var graph = TanhGelu.of(gelu());
    assertThat(graph.nodes()).extracting(Node::type).contains("Tanh").doesNotContain("Erf", "Div");
    float[] found = run(graph, 1, -1, 2, 0, -20, 20);
    double[] wanted = {0.841192, -0.158808, 1.954598, 0, 0, 20};
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).isCloseTo(wanted[i], within(1e-6));
    }
  }

  @Test
  void differsFromTheExactOneByLessThanAStepOfEightBits() throws OrtException {
    float[] x = new float[2_001];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 1_000) / 100f;
    }
    float[] exact = run(gelu(), x);
    float[] approximate = run(TanhGelu.of(gelu()), x);
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      most = Math.max(most, Math.abs(exact[i] - approximate[i]));
    }
    assertThat(most).isBetween(3e-4, 5e-4); // it is another function
  }

  @Test
  void isOneKernel(@TempDir Path folder) throws OrtException {
    var next = Node.of("Neg", "next", List.of("gelu"), "next"); // a graph's output is not fused
    byte[] model = model(TanhGelu.of(gelu(next)));
    assertThat(OptimizedNodes.types(model, folder.resolve("tanh.onnx")))
        .containsExactly("FastGelu", "Neg");
  }

  @Test
  void leavesAloneWhatIsNoGelu() {
    var usedElsewhere = gelu(Node.of("Identity", "other", List.of("erf"), "other"));
    assertThat(TanhGelu.of(usedElsewhere)).isEqualTo(usedElsewhere);
  }
}
