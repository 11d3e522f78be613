// SPDX-License-Identifier: Apache-2.0
package org.lyceum.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.embed.EncoderGraph;
import org.lyceum.folder.GraphExport;
import org.lyceum.nn.Linear;
import org.lyceum.onnx.Node;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

class FusedAttentionTest {
  private static final int HEADS = 3;
  private static final int WIDTH = 24;
  private static final String STATES = "states";
  private static final String SEEN = "seen";

  /** What an encoder may do with queries and keys in heads, and with the bias of padding. */
  private record Kind(
      UnaryOperator<Tensor> turned, UnaryOperator<Tensor> bias, boolean masked, double scale) {
    static final Kind PLAIN = new Kind(heads -> heads, bias -> bias, true, 0.25);

    OnnxModel model() {
      var graph = new OnnxGraph("attention");
      var weights = weights();
      var states = graph.input(STATES, DType.F32, Shape.of(Shape.ANY, Shape.ANY, WIDTH));
      var mask = graph.input(GraphExport.MASK, DType.I64, Shape.of(Shape.ANY, Shape.ANY));
      var parts =
          List.of("query", "key", "value").stream()
              .map(
                  name ->
                      Linear.load(graph.parameters(weights).under(name), WIDTH, WIDTH)
                          .apply(states)
                          .splitHeads(HEADS))
              .toList();
      @Nullable Tensor closed =
          masked
              ? bias.apply(mask.cast(DType.F32).sub(1).mul(1e9).unsqueeze(1).unsqueeze(1))
              : null;
      graph.output(
          SEEN,
          turned
              .apply(parts.get(0))
              .attention(turned.apply(parts.get(1)), parts.get(2), closed, scale)
              .mergeHeads());
      return graph.toModel();
    }

    private static InMemoryWeights weights() {
      var weights = new InMemoryWeights();
      for (String name : List.of("query", "key", "value")) {
        weights.put(name + ".weight", Shape.of(WIDTH, WIDTH), random(name, WIDTH * WIDTH, 0.3));
        weights.put(name + ".bias", Shape.of(WIDTH), random(name + "/bias", WIDTH, 1));
      }
      return weights;
    }
  }

  private static float[] random(String name, int count, double deviation) {
    var random = new Seed(5).stream(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** What the first {@code real} tokens of one of two texts and all of the other saw. */
  private static float[][][] run(OnnxModel model, int tokens, int real) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    float[][][] states = new float[2][tokens][];
    long[][] mask = new long[2][tokens];
    for (int text = 0; text < 2; text++) {
      for (int i = 0; i < tokens; i++) {
        states[text][i] = random("token " + text + " " + i, WIDTH, 1);
        mask[text][i] = text == 0 || i < real ? 1 : 0;
      }
    }
    var inputs = new HashMap<String, OnnxTensor>();
    try (var options = EncoderGraph.options();
        var session = environment.createSession(model.toBuffer(), options)) {
      for (String name : session.getInputNames()) {
        Object value = name.equals(STATES) ? states : mask;
        inputs.put(name, OnnxTensor.createTensor(environment, value));
      }
      try (var result = session.run(inputs)) {
        var seen = (float[][][]) result.get(0).getValue();
        seen[1] = Arrays.copyOf(seen[1], real);
        return seen;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxModel fused(OnnxModel plain) {
    return Fusions.with(plain, FusedAttention.of(plain.graph()));
  }

  private static List<String> types(OnnxModel model) {
    return model.graph().nodes().stream().map(Node::type).toList();
  }

  private static void assertSame(OnnxModel fused, OnnxModel plain, int tokens, int real)
      throws OrtException {
    var wanted = run(plain, tokens, real);
    var found = run(fused, tokens, real);
    for (int text = 0; text < 2; text++) {
      for (int i = 0; i < wanted[text].length; i++) {
        assertThat(found[text][i]).containsExactly(wanted[text][i], within(1e-5f));
      }
    }
  }

  /** From 192 tokens on, and without padding, it works in blocks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 192, 300})
  void seesTheSameWithAndWithoutPadding(int tokens) throws OrtException {
    var plain = Kind.PLAIN.model();
    var fused = fused(plain);
    assertThat(types(fused)).contains("If").doesNotContain("Softmax", "Transpose", "Add");
    assertSame(fused, plain, tokens, tokens);
    assertSame(fused, plain, tokens, (tokens + 1) / 2);
  }

  /** Blocks round otherwise than the standard operators, and the mask as they do. */
  @Test
  void worksInBlocksOnlyWhereTextsAreLongAndWhole() throws OrtException {
    var plain = Kind.PLAIN.model();
    var fused = fused(plain);
    assertThat(run(fused, 191, 191)).isDeepEqualTo(run(plain, 191, 191));
    assertThat(run(fused, 192, 191)).isDeepEqualTo(run(plain, 192, 191));
    assertThat(Arrays.deepEquals(run(fused, 192, 192), run(plain, 192, 192))).isFalse();
  }

  @Test
  void takesHeadsThatWereTurnedByTheirPlaces() throws OrtException {
    var plain = new Kind(heads -> heads.mul(1.5).add(0.5), bias -> bias, true, 1).model();
    var fused = fused(plain);
    assertThat(types(fused)).contains("If").doesNotContain("Softmax");
    assertSame(fused, plain, 40, 40);
    assertSame(fused, plain, 40, 33);
  }

  @Test
  void needsNoBranchWhereNothingIsMasked() throws OrtException {
    var plain = new Kind(heads -> heads, bias -> bias, false, 0.25).model();
    var fused = fused(plain);
    assertThat(types(fused)).contains("MultiHeadAttention").doesNotContain("If", "Softmax");
    assertSame(fused, plain, 20, 20);
  }

  @Test
  void leavesAloneScoresThatHaveAnotherBias() {
    var biased = new Kind(heads -> heads, bias -> bias.add(0.5), true, 0.25).model();
    assertThat(FusedAttention.of(biased.graph())).isEqualTo(biased.graph());
  }

  @Test
  void leavesAloneProbabilitiesThatAreAResult() {
    var graph = new OnnxGraph("probabilities");
    var states = graph.input(STATES, DType.F32, Shape.of(Shape.ANY, Shape.ANY, WIDTH));
    var heads = states.splitHeads(HEADS);
    var probabilities = heads.matmul(heads.transpose()).mul(0.25).softmax(-1);
    graph.output("probabilities", probabilities);
    graph.output(SEEN, probabilities.matmul(heads).mergeHeads());
    var model = fused(graph.toModel());
    assertThat(types(model)).contains("Softmax");
  }
}
