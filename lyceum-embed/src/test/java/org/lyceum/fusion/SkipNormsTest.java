// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.folder.GraphExport;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.onnx.Value;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;

/** Each place where the operators take something, with and without it. */
class SkipNormsTest {
  private static final int WIDTH = 2;
  private static final float[][][] NONE = new float[1][2][0];

  static Stream<Arguments> layouts() {
    var layouts = new ArrayList<Arguments>();
    for (boolean centered : new boolean[] {true, false}) {
      for (boolean shifted : centered ? new boolean[] {true, false} : new boolean[] {false}) {
        for (boolean biased : new boolean[] {true, false}) {
          for (boolean sumToo : new boolean[] {true, false}) {
            layouts.add(Arguments.of(centered, shifted, biased, sumToo));
          }
        }
      }
    }
    return layouts.stream();
  }

  /**
   * Rows are (1, 3), (2, 2): one table's (1, 1), (1, 2) and another's (0, 2), (1, 0).
   *
   * @param centered whether the mean is taken away
   * @param shifted whether the norm adds (10, 20)
   * @param biased whether (1, -1) is added to the first rows before the sum
   * @param sumToo whether the sum is a result as well
   */
  @ParameterizedTest
  @MethodSource("layouts")
  void takesEachInItsPlace(boolean centered, boolean shifted, boolean biased, boolean sumToo)
      throws OrtException {
    var plain = model(centered, shifted, biased, sumToo);
    var fused = Fusions.with(plain, SkipNorms.of(plain.graph()));
    assertThat(fused.graph().nodes().stream().map(Node::type))
        .contains(centered ? "SkipLayerNormalization" : "SkipSimplifiedLayerNormalization")
        .doesNotContain("Add");
    var results = run(fused);
    float[][] sums = biased ? new float[][] {{2, 2}, {3, 1}} : new float[][] {{1, 3}, {2, 2}};
    for (int row = 0; row < 2; row++) {
      double a = sums[row][0];
      double b = sums[row][1];
      double mean = centered ? (a + b) / 2 : 0;
      double root = Math.sqrt(((a - mean) * (a - mean) + (b - mean) * (b - mean)) / 2 + 0.25);
      assertThat(results.getOrDefault("norm", NONE)[0][row])
          .containsExactly(
              new float[] {
                (float) ((a - mean) / root * 2 + (shifted ? 10 : 0)),
                (float) ((b - mean) / root * 3 + (shifted ? 20 : 0))
              },
              within(1e-5f));
      if (sumToo) {
        assertThat(results.getOrDefault("sum", NONE)[0][row]).containsExactly(sums[row]);
      }
    }
  }

  private static OnnxModel model(
      boolean centered, boolean shifted, boolean biased, boolean sumToo) {
    var recorded = new OnnxGraph("norms");
    var weights = new InMemoryWeights();
    weights.put("first", Shape.of(2, WIDTH), new float[] {1, 1, 1, 2});
    weights.put("second", Shape.of(2, WIDTH), new float[] {0, 2, 1, 0});
    var ids = recorded.input(GraphExport.IDS, DType.I64, Shape.of(Shape.ANY, Shape.ANY));
    var parameters = recorded.parameters(weights);
    recorded.output("a", parameters.get("first", 2, WIDTH).rows(ids));
    recorded.output("b", parameters.get("second", 2, WIDTH).rows(ids));
    Graph tables = recorded.toModel().graph();

    var constants = new LinkedHashMap<String, Constant>();
    constants.put("gain", Constant.ofFloats("gain", Shape.of(WIDTH), 2, 3));
    constants.put("shift", Constant.ofFloats("shift", Shape.of(WIDTH), 10, 20));
    constants.put("bias", Constant.ofFloats("bias", Shape.of(WIDTH), 1, -1));
    var nodes = new ArrayList<>(tables.nodes());
    if (biased) {
      nodes.add(Node.of("Add", "biased", List.of("a", "bias"), "biased"));
    }
    nodes.add(Node.of("Add", "sum", List.of(biased ? "biased" : "a", "b"), "sum"));
    nodes.add(
        Node.of(
                centered ? "LayerNormalization" : RootMeanSquares.OPERATOR,
                "norm",
                shifted ? List.of("sum", "gain", "shift") : List.of("sum", "gain"),
                "norm")
            .with("axis", Attribute.of(-1L))
            .with("epsilon", Attribute.of(0.25f)));
    var dims = tables.outputs().getFirst().dims();
    var outputs = new ArrayList<>(List.of(Value.of("norm", ElementType.FLOAT, dims)));
    if (sumToo) {
      outputs.add(Value.of("sum", ElementType.FLOAT, dims));
    }
    return recorded
        .toModel()
        .withGraph(tables.withNodes(nodes).withConstants(constants.values()).withOutputs(outputs));
  }

  private static Map<String, float[][][]> run(OnnxModel model) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    try (var options = EncoderGraph.options();
        var session = environment.createSession(model.toBuffer(), options);
        var ids = OnnxTensor.createTensor(environment, new long[][] {{0, 1}});
        var result = session.run(Map.of(GraphExport.IDS, ids))) {
      var found = new LinkedHashMap<String, float[][][]>();
      for (var each : result) {
        found.put(each.getKey(), (float[][][]) each.getValue().getValue());
      }
      return found;
    }
  }
}
