// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.folder.GraphExport;
import org.lyceum.onnx.Constant;
import org.lyceum.onnx.ElementType;
import org.lyceum.onnx.Fields;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.onnx.Value;
import org.lyceum.tensor.Shape;

/** A graph of one product, with numbers worked by hand. */
class Int8GraphTest {
  private static final Offset<Float> NEAR = Offset.offset(1e-6f);
  private static final Value.Dim ROWS = new Value.Dim(Shape.ANY, "tokens");

  /** Columns (1.27, 0) and (0, 0.254): 127 steps of 0.01 and of 0.002. */
  private static final Constant WEIGHT =
      Constant.ofFloats("w", Shape.of(2, 2), 1.27f, 0, 0, 0.254f);

  private static Graph product() {
    var one = new Value.Dim(1, "");
    var two = new Value.Dim(2, "");
    return new Graph(
        "test",
        List.of(Node.of("MatMul", "product", List.of("x", "w"), GraphExport.STATES)),
        Map.of("w", WEIGHT),
        List.of(
            Value.of(GraphExport.IDS, ElementType.INT64, List.of(one, ROWS)),
            Value.of("x", ElementType.FLOAT, List.of(one, ROWS, two))),
        List.of(Value.of(GraphExport.STATES, ElementType.FLOAT, List.of(one, ROWS, two))),
        Fields.NONE);
  }

  private static Graph rewritten() {
    var calibration = new Calibration(Map.of("x", new float[] {1.27f, 0.5f}));
    return new Int8Graph(product(), calibration, Set.of()).rewritten();
  }

  private static float[] run(Graph graph, float... x) throws OrtException {
    var model = new OnnxModel(8, "test", Map.of("", 17L), graph, Map.of(), Fields.NONE);
    var environment = OrtEnvironment.getEnvironment();
    int rows = x.length / 2;
    try (var options = EncoderGraph.options();
        var session = environment.createSession(model.toBytes(), options);
        var ids = OnnxTensor.createTensor(environment, new long[1][rows]);
        var values =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), new long[] {1, rows, 2});
        var result = session.run(Map.of(GraphExport.IDS, ids, "x", values))) {
      var found = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] all = new float[found.remaining()];
      found.get(all);
      return all;
    }
  }

  @Test
  void multipliesWhatItRounded() throws OrtException {
    // Steps of 0.01: 1.27 is 127 of them, -0.5 is -50, and 0.004 is rounded to 0.
    assertThat(run(rewritten(), 1.27f, -0.5f, 1.27f, 0.004f))
        .containsExactly(new float[] {1.6129f, -0.127f, 1.6129f, 0}, NEAR);
  }

  @Test
  void givesASmallRowBesideALargeOneSmallSteps() throws OrtException {
    // Steps of 0.0001 for the second row: 127 and 40 of them; of 1 for the third: -127 and 3.
    assertThat(run(rewritten(), 1.27f, 0, 0.0127f, 0.004f, -127, 3))
        .containsExactly(
            new float[] {1.6129f, 0, 0.016129f, 0.001016f, -161.29f, 0.762f}, Offset.offset(1e-5f));
  }

  @Test
  void givesZeroForARowOfZeros() throws OrtException {
    assertThat(run(rewritten(), 0, 0)).containsExactly(0, 0);
  }

  @Test
  void isMadeOfStockOperators() {
    assertThat(rewritten().nodes())
        .allSatisfy(node -> assertThat(node.domain()).isEmpty())
        .extracting(Node::type)
        .contains("QuantizeLinear", "MatMulInteger")
        .doesNotContain("MatMul");
  }

  @Test
  void boundsTheScaleOfGeluFromBelow() throws OrtException {
    // 2.15 in 215 steps; the second row's largest would give 0.1/215, but -0.17 needs 0.17/40.
    float[] scales = scales(RowScale.GELU, -0.1f, 2.15f, -0.17f, 0.1f);
    assertThat(scales).containsExactly(new float[] {0.01f, 0.00425f}, NEAR);
  }

  @Test
  void takesTheLargestMagnitudeForAScale() throws OrtException {
    float[] scales = scales(RowScale.SYMMETRIC, -2.54f, 1, 0.5f, 1.27f);
    assertThat(scales).containsExactly(new float[] {0.02f, 0.01f}, NEAR);
  }

  private static float[] scales(RowScale scale, float... rows) throws OrtException {
    var start = product();
    var width = Constant.ofLongs("width", Shape.of(2), -1, 2);
    var nodes = new ArrayList<Node>();
    nodes.add(Node.of("Reshape", "rows", List.of("x", "width"), "rows"));
    nodes.addAll(scale.nodes("rows", "scale"));
    var outputs = List.of(Value.of("scale", ElementType.FLOAT, List.of(ROWS)));
    return run(
        new Graph("scale", nodes, Map.of("width", width), start.inputs(), outputs, Fields.NONE)
            .withConstants(scale.constants("scale")),
        rows);
  }
}
