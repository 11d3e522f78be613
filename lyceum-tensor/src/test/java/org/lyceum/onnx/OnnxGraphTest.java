// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lyceum.tensor.Shape.ANY;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

class OnnxGraphTest {
  private static final InMemoryWeights WEIGHTS =
      new InMemoryWeights()
          .put("table", Shape.of(3, 2), new float[] {1, 2, 3, 4, 5, 6})
          .put("layer.0.dense.weight", Shape.of(3, 2), new float[] {1, 0, 0, 1, 1, 1})
          .put("layer.0.dense.bias", Shape.of(3), new float[] {10, 20, 30})
          .put("layer.0.norm.weight", Shape.of(3), new float[] {1, 1, 2})
          .put("layer.0.norm.bias", Shape.of(3), new float[] {0, 0, 1});

  private static Tensor ids(OnnxGraph graph) {
    return graph.input("input_ids", DType.I64, Shape.of(ANY, ANY));
  }

  /** Look-up, linear layer, normalization: (B, T) to (B, T, 3). */
  private static OnnxGraph small() {
    var graph = new OnnxGraph("small");
    var parameters = graph.parameters(WEIGHTS);
    var layer = parameters.under("layer.0");
    var states = parameters.get("table", 3, 2).rows(ids(graph));
    var dense = Linear.load(layer.under("dense"), 2, 3).apply(states);
    graph.output(
        "token_embeddings", LayerNorm.load(layer.under("norm"), 3, 1e-5).apply(dense.gelu()));
    return graph;
  }

  @Test
  void runsForEveryBatchAndLength() throws OrtException {
    try (var ort = new Ort(small().toModel())) {
      // row 0 is (1, 2): dense gives (11, 22, 33), which GELU leaves as it is; mean 22, deviation
      // 8.98
      float deviation = (float) Math.sqrt(242 / 3.0);
      float[] first = {-11 / deviation, 0, 1 + 22 / deviation};
      assertThat(ort.run(Map.of("input_ids", Ort.longs(new long[] {0}, 1, 1))))
          .containsExactly(first, within(1e-5f));
      var many = ort.run(Map.of("input_ids", Ort.longs(new long[] {2, 0, 1, 0, 0, 0}, 2, 3)));
      assertThat(many).hasSize(2 * 3 * 3);
      assertThat(Arrays.copyOfRange(many, 3, 6)).containsExactly(first, within(1e-5f));
      assertThat(Arrays.copyOfRange(many, 15, 18)).containsExactly(first, within(1e-5f));
    }
  }

  @Test
  void givesItsWeightsBackBitForBit() {
    var read = OnnxWeights.parse("small", small().toBytes());
    assertThat(read.names()).containsExactlyInAnyOrderElementsOf(WEIGHTS.names());
    for (String name : WEIGHTS.names()) {
      assertThat(read.shape(name)).isEqualTo(WEIGHTS.shape(name));
      assertThat(read.floats(name)).containsExactly(WEIGHTS.floats(name));
    }
  }

  @Test
  void givesBackParametersOfAnyName() {
    var weights =
        new InMemoryWeights()
            .put("weight", Shape.of(2, 2), new float[] {1, 2, 3, 4})
            .put("0.linear.weight", Shape.of(2, 2), new float[] {5, 6, 7, 8})
            .put("my-head.1.0.proj", Shape.of(2, 2), new float[] {9, 10, 11, 12})
            .put("logit_scale", Shape.of(), new float[] {0.5f});
    var graph = new OnnxGraph("g");
    var parameters = graph.parameters(weights);
    Tensor x = graph.input("x", DType.F32, Shape.of(ANY, 2));
    for (String name : List.of("weight", "0.linear.weight", "my-head.1.0.proj")) {
      x = x.linear(parameters.get(name, 2, 2), null);
    }
    graph.output("y", x.mul(parameters.get("logit_scale")));
    var read = OnnxWeights.parse("g", graph.toBytes());
    assertThat(read.names()).containsExactlyInAnyOrderElementsOf(weights.names());
    for (String name : weights.names()) {
      assertThat(read.floats(name)).containsExactly(weights.floats(name));
    }
  }

  @Test
  void namesNodesAfterTheModuleThatTheyBelongTo() {
    assertThat(small().toModel().graph().nodes())
        .extracting(Node::name)
        .containsExactly(
            "/Gather",
            "/layer.0/dense/MatMul",
            "/layer.0/dense/Add",
            "/layer.0/Div",
            "/layer.0/Erf",
            "/layer.0/Add",
            "/layer.0/Mul",
            "/layer.0/Mul_1",
            "/layer.0/norm/LayerNormalization");
  }

  @Test
  void writesTheSameBytesForTheSameCalls() {
    assertThat(small().toBytes()).isEqualTo(small().toBytes());
  }

  @Test
  void isOfOpset17WithNamedDimensions() {
    var model = small().toModel();
    assertThat(model.opsets()).containsExactly(Map.entry("", 17L));
    assertThat(model.irVersion()).isEqualTo(8);
    assertThat(model.graph().inputs().getFirst().dims())
        .extracting(Value.Dim::name)
        .containsExactly("batch", "tokens");
    assertThat(model.graph().outputs().getFirst())
        .isEqualTo(
            Value.of(
                "token_embeddings",
                ElementType.FLOAT,
                List.of(
                    new Value.Dim(ANY, "batch"),
                    new Value.Dim(ANY, "tokens"),
                    new Value.Dim(3, ""))));
  }

  @Test
  void isFusedByOnnxRuntime(@TempDir Path folder) throws OrtException {
    var optimized = Ort.optimized(small().toModel(), folder.resolve("optimized.onnx"));
    assertThat(optimized.graph().nodes())
        .extracting(Node::type)
        .contains("BiasGelu")
        .doesNotContain("Erf", "Div");
  }

  @Test
  void recordsTheSameOperationOnce() {
    var graph = new OnnxGraph("g");
    var x = ids(graph).cast(DType.F32);
    graph.output("y", x.mul(2).add(ids0(x)));
    assertThat(graph.toModel().graph().nodes())
        .extracting(Node::type)
        .containsExactly("Cast", "Mul", "Add");
  }

  private static Tensor ids0(Tensor x) {
    return x.mul(2);
  }

  @Test
  void leavesOutWhatNoOutputNeeds() {
    var graph = new OnnxGraph("g");
    var parameters = graph.parameters(WEIGHTS);
    var rows = parameters.get("table", 3, 2).rows(ids(graph));
    rows.linear(parameters.get("layer.0.dense.weight", 3, 2), null);
    graph.output("rows", rows);
    var model = graph.toModel().graph();
    assertThat(model.nodes()).extracting(Node::type).containsExactly("Gather");
    assertThat(model.constants()).containsOnlyKeys("table");
  }

  @Test
  void sharesAMatrixThatIsTableAndLayer() throws OrtException {
    var graph = new OnnxGraph("tied");
    var table = graph.parameters(WEIGHTS).get("table", 3, 2);
    graph.output("logits", table.rows(ids(graph)).linear(table, null));
    assertThat(graph.toModel().graph().constants()).containsOnlyKeys("table");
    try (var ort = new Ort(graph.toModel())) {
      // (3, 4) times each row: 11, 25, 39
      assertThat(ort.run(Map.of("input_ids", Ort.longs(new long[] {1}, 1, 1))))
          .containsExactly(11, 25, 39);
    }
    var read = OnnxWeights.parse("tied", graph.toBytes());
    assertThat(read.names()).containsExactly("table");
    assertThat(read.floats("table")).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void givesInputsAndTheSameValueTwiceAsOutputs() throws OrtException {
    var graph = new OnnxGraph("g");
    var x = graph.input("x", DType.F32, Shape.of(ANY));
    var y = x.mul(3);
    graph.output("same", x);
    graph.output("first", y);
    graph.output("second", y);
    try (var ort = new Ort(graph.toModel())) {
      assertThat(ort.run(Map.of("x", Ort.floats(new float[] {5}, 1)))).containsExactly(5);
    }
  }

  @Test
  void keepsTwoFilesWithTheSameNamesApart() {
    var graph = new OnnxGraph("g");
    var x = graph.input("x", DType.F32, Shape.of(ANY, 2));
    var one = new InMemoryWeights().put("linear.weight", Shape.of(2, 2), new float[] {1, 0, 0, 1});
    var two = new InMemoryWeights().put("linear.weight", Shape.of(2, 2), new float[] {2, 0, 0, 2});
    var first = x.linear(graph.parameters(one).get("linear.weight", 2, 2), null);
    assertThatThrownBy(() -> graph.parameters(two).get("linear.weight", 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'linear.weight' comes from two sources");
    var second = first.linear(graph.parameters("dense2.", two).get("linear.weight", 2, 2), null);
    graph.output("y", second);
    assertThat(OnnxWeights.parse("g", graph.toBytes()).names())
        .containsExactlyInAnyOrder("linear.weight", "dense2.linear.weight");
  }

  @Test
  void refusesAParameterThatIsMissingOrHasAnotherShape() {
    var parameters = new OnnxGraph("g").parameters(WEIGHTS);
    assertThatThrownBy(() -> parameters.get("tables", 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no array 'tables'");
    assertThatThrownBy(() -> parameters.under("layer.0").get("dense.weight", 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter 'layer.0.dense.weight' must have shape (2, 3), got (3, 2)");
  }

  @Test
  void refusesIntegersAsAParameter() {
    var quantized = new InMemoryWeights().put("layer.weight", Shape.of(1, 2), new long[] {3, 4});
    var parameters = new OnnxGraph("g").parameters(quantized);
    assertThatThrownBy(() -> parameters.get("layer.weight", 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'layer.weight' must hold floating-point numbers, got I64");
  }

  @Test
  void refusesToGiveElements() {
    var x = ids(new OnnxGraph("g"));
    assertThatThrownBy(x::item).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(x::longs).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(x::floats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("floats: a traced tensor of shape (?, ?) has no elements");
  }

  @Test
  void refusesShapesThatDoNotFitAndNamesBoth() {
    var graph = new OnnxGraph("g");
    var x = graph.input("x", DType.F32, Shape.of(ANY, ANY, 4));
    var y = graph.input("y", DType.F32, Shape.of(3));
    assertThatThrownBy(() -> x.add(y)).hasMessageContaining("add: shapes (?, ?, 4) and (3)");
    assertThatThrownBy(() -> x.matmul(y.unsqueeze(0))).hasMessageContaining("matmul: shapes");
    assertThatThrownBy(() -> x.linear(y.unsqueeze(0), null))
        .hasMessageContaining("linear: shapes (?, ?, 4) and (1, 3) do not fit");
    assertThatThrownBy(() -> x.layerNorm(y, null, 1e-5))
        .hasMessageContaining("layerNorm: the weight must have shape (4), got (3)");
    assertThatThrownBy(() -> x.splitHeads(3)).hasMessageContaining("splitHeads: heads must divide");
    assertThatThrownBy(() -> x.softmax(3)).hasMessageContaining("dimension 3 does not exist");
    assertThatThrownBy(() -> x.narrow(2, 3, 2)).hasMessageContaining("narrow: 2 from index 3");
    assertThatThrownBy(() -> x.squeeze(2)).hasMessageContaining("squeeze: dimension 2");
    assertThatThrownBy(() -> y.reshape(2, 2)).hasMessageContaining("reshape: shape (3) has 3");
    assertThatThrownBy(() -> x.concat(List.of(y), 0))
        .hasMessageContaining("concat: shapes (?, ?, 4)");
    assertThatThrownBy(() -> x.not()).hasMessageContaining("not: wants BOOL, got F32");
    assertThatThrownBy(() -> x.select(2, 4)).hasMessageContaining("select: index 4");
  }

  @Test
  void refusesTensorsOfAnotherGraph() {
    var x = ids(new OnnxGraph("a"));
    var graph = new OnnxGraph("b");
    var y = ids(graph);
    assertThatThrownBy(() -> x.add(y)).hasMessageContaining("wants tensors of the same graph");
    assertThatThrownBy(() -> graph.output("x", x)).hasMessageContaining("tensor of this graph");
    assertThatThrownBy(graph::toBytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must have an output");
  }

  @Test
  void refusesAModelBeyond2GiB() {
    // one array that would be 2.4 GB: 300 views of the same 8 MB
    var weights = new InMemoryWeights();
    float[] shared = new float[1 << 21];
    var graph = new OnnxGraph("big");
    var x = graph.input("x", DType.F32, Shape.of(1 << 21));
    Tensor sum = x;
    for (int i = 0; i < 300; i++) {
      weights.put("w" + i, Shape.of(1 << 21), shared);
    }
    var parameters = graph.parameters(weights);
    for (int i = 0; i < 300; i++) {
      sum = sum.add(parameters.get("w" + i, 1 << 21));
    }
    graph.output("y", sum);
    assertThatThrownBy(graph::toBytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("an ONNX model has at most 2147483647 bytes, this one would have 25");
  }
}
