// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TextFamilies;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.StatedPooling;
import org.lyceum.nn.Linear;
import org.lyceum.onnx.Attribute;
import org.lyceum.onnx.Graph;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.InMemoryWeights;

class FusionsTest {
  private static final int WIDTH = 8;
  private static final List<Pooling> POOLINGS =
      List.of(new Pooling.MeanPooling(), new Pooling.ClsPooling(), new Pooling.LastTokenPooling());

  static Stream<Arguments> familiesAndPoolings() {
    return TextFamilies.all().stream()
        .flatMap(family -> POOLINGS.stream().map(pooling -> Arguments.of(family, pooling)));
  }

  /** A short text and a long one beside each other, and each alone. */
  @ParameterizedTest
  @MethodSource("familiesAndPoolings")
  void givesTheVectorsOfTheStandardOperators(String family, Pooling pooling) throws OrtException {
    var stated = new StatedPooling(pooling, true);
    try (var folder = ModelFolder.open(GoldenFiles.path("encoders/" + family), stated)) {
      var plain = ofVectors(GraphExport.graph(folder.spec(), folder.weights()).toModel());
      var texts = folder.tokenize(List.of("a", "a small dog ".repeat(5).strip()));
      for (var batch : List.of(texts, texts.subList(0, 1), texts.subList(1, 2))) {
        var wanted = vectors(plain, batch);
        var found = vectors(fused(plain), batch);
        for (int i = 0; i < batch.size(); i++) {
          assertThat(found[i]).containsExactly(wanted[i], within(2e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("familiesAndPoolings")
  void givesATextTheSameVectorAloneAndBesideALongerOne(String family, Pooling pooling)
      throws OrtException {
    var stated = new StatedPooling(pooling, true);
    try (var folder = ModelFolder.open(GoldenFiles.path("encoders/" + family), stated)) {
      var model = fused(GraphExport.graph(folder.spec(), folder.weights()).toModel());
      var texts = folder.tokenize(List.of("a cat", "a small dog ".repeat(5).strip()));
      var together = vectors(model, texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(vectors(model, texts.subList(i, i + 1))[0])
            .containsExactly(together[i], within(1e-6f));
      }
    }
  }

  /** Matrices and tables behind a widening are constants too. */
  @Test
  void takesWeightsOf16Bits() throws OrtException {
    var stated = new StatedPooling(new Pooling.LastTokenPooling(), true);
    try (var folder = ModelFolder.open(GoldenFiles.path("encoders/modernbert"), stated)) {
      var plain =
          ofVectors(GraphExport.graph(folder.spec(), folder.weights()).toModel())
              .withHalfConstants();
      assertThat(types(plain.graph())).contains("Cast");
      assertThat(types(fused(plain).graph()))
          .contains("MultiHeadAttention", "SkipLayerNormalization", "Squeeze")
          .doesNotContain("Softmax", "Concat");
      var texts = folder.tokenize(List.of("a cat"));
      assertThat(vectors(fused(plain), texts)[0])
          .containsExactly(vectors(plain, texts)[0], within(2e-6f));
    }
  }

  @Test
  void takesScalesThatAreOneMore() {
    assertThat(fused("gemma3", new Pooling.LastTokenPooling()))
        .contains("MultiHeadAttention", "RotaryEmbedding", "SkipSimplifiedLayerNormalization")
        .doesNotContain("Softmax", "ReduceMean");
  }

  @Test
  void leavesAllAloneWhereTheRuntimeIsTooOld() {
    assertThat(Fusions.knows("1.21.1")).isFalse();
    assertThat(Fusions.knows("unknown")).isFalse();
    assertThat(Fusions.knows("1.22.0")).isTrue();
    assertThat(Fusions.knows("1.100.0")).isTrue();
  }

  /** Axes are attributes of operators that old. */
  @Test
  void leavesOldStandardOperatorsAlone() {
    var plain = picked(false);
    var old =
        new OnnxModel(
            plain.irVersion(),
            plain.producer(),
            Map.of("", 12L),
            plain.graph(),
            plain.metadata(),
            plain.rest());
    assertThat(fused(old)).isEqualTo(old);
    assertThat(fused(plain)).isNotEqualTo(plain);
  }

  @Test
  void leavesMeansOverTokensAlone() {
    var stated = new StatedPooling(new Pooling.LastTokenPooling(), true);
    try (var folder = ModelFolder.open(GoldenFiles.path("encoders/qwen3"), stated)) {
      var graph = GraphExport.graph(folder.spec(), folder.weights()).toModel().graph();
      assertThat(types(RootMeanSquares.of(graph))).contains(RootMeanSquares.OPERATOR);
      var overTokens =
          graph.rewrite(
              node ->
                  List.of(
                      node.type().equals("ReduceMean")
                          ? node.with("axes", Attribute.of(new long[] {1}))
                          : node));
      assertThat(types(RootMeanSquares.of(overTokens))).doesNotContain(RootMeanSquares.OPERATOR);
    }
  }

  private static OnnxModel fused(OnnxModel plain) {
    return Fusions.of(plain, GraphExport.VECTORS);
  }

  private static OnnxModel ofVectors(OnnxModel model) {
    var outputs = model.graph().outputs();
    return model.withGraph(
        model
            .graph()
            .withOutputs(
                outputs.stream().filter(out -> out.name().equals(GraphExport.VECTORS)).toList()));
  }

  private static float[][] vectors(OnnxModel model, List<TokenIds> texts) throws OrtException {
    int length = texts.stream().mapToInt(TokenIds::length).max().orElseThrow();
    long[][] ids = new long[texts.size()][length];
    long[][] mask = new long[texts.size()][length];
    for (int row = 0; row < texts.size(); row++) {
      for (int i = 0; i < texts.get(row).length(); i++) {
        ids[row][i] = texts.get(row).ids()[i];
        mask[row][i] = 1;
      }
    }
    var inputs = new HashMap<String, OnnxTensor>();
    var environment = OrtEnvironment.getEnvironment();
    try (var options = EncoderGraph.options();
        var session = environment.createSession(model.toBuffer(), options)) {
      for (String name : session.getInputNames()) {
        long[][] values =
            switch (name) {
              case GraphExport.IDS -> ids;
              case GraphExport.TYPES -> new long[texts.size()][length];
              default -> mask;
            };
        inputs.put(name, OnnxTensor.createTensor(environment, values));
      }
      try (var result = session.run(inputs)) {
        return (float[][]) result.get(GraphExport.VECTORS).orElseThrow().getValue();
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(Node::type).toList();
  }

  private static List<String> fused(String family, Pooling pooling) {
    var stated = new StatedPooling(pooling, true);
    try (var folder = ModelFolder.open(GoldenFiles.path("encoders/" + family), stated)) {
      return types(fused(GraphExport.graph(folder.spec(), folder.weights()).toModel()).graph());
    }
  }

  @Test
  void takesWindowsRotationsAndMatricesOfSeveralParts() {
    assertThat(fused("modernbert", new Pooling.MeanPooling()))
        .contains("MultiHeadAttention", "RotaryEmbedding", "SkipLayerNormalization", "If")
        .doesNotContain("Softmax", "Concat");
  }

  @Test
  void takesSharedHeadsThatAreNormalizedAndCausal() {
    assertThat(fused("qwen3", new Pooling.LastTokenPooling()))
        .contains(
            "MultiHeadAttention",
            "RotaryEmbedding",
            "SkipSimplifiedLayerNormalization",
            "SimplifiedLayerNormalization")
        .doesNotContain("Softmax", "Slice", "Concat", "ReduceMean");
  }

  /** The sums before both norms of a layer, but not that of table and positions. */
  @Test
  void takesTheSumsBeforeNorms() {
    assertThat(fused("bert", new Pooling.MeanPooling()))
        .contains("SkipLayerNormalization")
        .containsOnlyOnce("LayerNormalization"); // what positions are added before
  }

  // ---- rows that pooling takes ----------------------------------------------------------------

  /** Rows of a table, a linear layer and a residual sum, of which one row a text is taken. */
  private static OnnxModel picked(boolean statesToo) {
    var graph = new OnnxGraph("picked");
    var weights = weights();
    var ids = graph.input(GraphExport.IDS, DType.I64, Shape.of(Shape.ANY, Shape.ANY));
    var mask = graph.input(GraphExport.MASK, DType.I64, Shape.of(Shape.ANY, Shape.ANY));
    Tensor rows = graph.parameters(weights).get("table", 50, WIDTH).rows(ids);
    Tensor layer =
        Linear.load(graph.parameters(weights).under("layer"), WIDTH, WIDTH).apply(rows).tanh();
    Tensor states = layer.add(rows);
    if (statesToo) {
      graph.output(GraphExport.STATES, states);
    }
    graph.output(GraphExport.VECTORS, new Pooling.LastTokenPooling().apply(states, mask));
    return graph.toModel();
  }

  /** A table and a linear layer. */
  private static InMemoryWeights weights() {
    var weights = new InMemoryWeights();
    weights.put("table", Shape.of(50, WIDTH), random("table", 50 * WIDTH));
    weights.put("layer.weight", Shape.of(WIDTH, WIDTH), random("layer", WIDTH * WIDTH));
    weights.put("layer.bias", Shape.of(WIDTH), random("bias", WIDTH));
    return weights;
  }

  private static float[] random(String name, int count) {
    var random = new Seed(3).stream(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void worksOnTheRowsThatPoolingTakes() {
    var plain = types(picked(false).graph());
    assertThat(plain.indexOf("MatMul")).isLessThan(plain.indexOf("GatherND"));
    var rows = types(PooledRows.of(picked(false).graph()));
    assertThat(rows.indexOf("GatherND")).isBetween(0, rows.indexOf("MatMul"));
    assertThat(rows).containsOnlyOnce("GatherND"); // the rows, for layer and sum
  }

  @Test
  void worksOnAllRowsWhereTheyAreAResult() {
    var plain = picked(true).graph();
    assertThat(PooledRows.of(plain)).isEqualTo(plain);
  }

  // ---- matrices of several parts --------------------------------------------------------------

  @Test
  void splitsAMatrixAndWhatIsAddedOnlyWhereAllIsTakenInParts() {
    assertThat(types(SplitProducts.of(parts(false))))
        .containsSequence("Slice", "MatMul", "Add", "Slice", "MatMul", "Add");
    assertThat(SplitProducts.of(parts(true))).isEqualTo(parts(true));
  }

  private static Graph parts(boolean wholeToo) {
    var graph = new OnnxGraph("parts");
    var weights = weights();
    var ids = graph.input(GraphExport.IDS, DType.I64, Shape.of(Shape.ANY, Shape.ANY));
    Tensor rows = graph.parameters(weights).get("table", 50, WIDTH).rows(ids);
    Tensor whole = Linear.load(graph.parameters(weights).under("layer"), WIDTH, WIDTH).apply(rows);
    var halves = new ArrayList<>(whole.split(-1, 3, WIDTH - 3));
    graph.output("first", halves.get(0));
    graph.output("second", halves.get(1));
    if (wholeToo) {
      graph.output("whole", whole);
    }
    return graph.toModel().graph();
  }
}
