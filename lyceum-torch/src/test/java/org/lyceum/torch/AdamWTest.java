// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

class AdamWTest {
  private static final AdamW.Settings PLAIN = new AdamW.Settings(0.9, 0.999, 1e-8, 0.01, List.of());

  static Stream<JsonNode> golden() {
    return Golden.cases("losses/Optimizers.json")
        .filter(one -> List.of("AdamW", "AdamW_decay").contains(one.get("case").asText()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void takesTheStepsOfTheReference(JsonNode one) {
    var inputs = one.get("inputs");
    var options = one.get("options");
    var settings =
        new AdamW.Settings(
            options.get("betas").get(0).asDouble(),
            options.get("betas").get(1).asDouble(),
            options.get("eps").asDouble(),
            options.get("weight_decay").asDouble(),
            List.of());
    var names = List.of("matrix", "vector");
    var start = new InMemoryWeights();
    names.forEach(
        name -> start.put(name, Golden.shape(inputs.get(name)), Golden.floats(inputs.get(name))));
    try (var parameters = TorchParameters.load(start, DType.F64, true);
        var optimizer = new AdamW(parameters, settings)) {
      for (var expected : one.get("expected").get("steps")) {
        try (var step = Scope.open("step")) {
          var loss = loss(parameters, inputs, names);
          assertThat(loss.item()).isCloseTo(expected.get("loss_before").asDouble(), within(1e-10));
          Torch.backward(loss);
          optimizer.step(options.get("lr").asDouble());
          parameters.zeroGrad();
          for (var name : names) {
            assertThat(parameters.tensor(name).doubles())
                .containsExactly(Golden.doubles(expected.get(name)), within(1e-12));
          }
        }
      }
    }
  }

  private static Tensor loss(TorchParameters parameters, JsonNode inputs, List<String> names) {
    return names.stream()
        .map(
            name -> {
              var shape = Golden.shape(inputs.get(name)).sizes();
              var target = Torch.tensor(Golden.doubles(inputs.get(name + "_target")), shape);
              var bend = Torch.tensor(Golden.doubles(inputs.get(name + "_curvature")), shape);
              return parameters.get(name, shape).sub(target).pow(2).mul(bend).sum().mul(0.5);
            })
        .reduce(Tensor::add)
        .orElseThrow();
  }

  @Test
  void continuesBitIdenticallyFromASavedState() {
    InMemoryWeights weights;
    InMemoryWeights state;
    float[] uninterrupted;
    try (var parameters = TorchParameters.load(random(), DType.F32, true);
        var optimizer = new AdamW(parameters, PLAIN)) {
      steps(parameters, optimizer, 0, 5);
      weights = parameters.weights();
      state = InMemoryWeights.copyOf(optimizer.state());
      steps(parameters, optimizer, 5, 9);
      uninterrupted = parameters.weights().floats("w");
    }
    try (var parameters = TorchParameters.load(random(), DType.F32, true);
        var optimizer = new AdamW(parameters, PLAIN)) {
      parameters.restore(weights);
      optimizer.restore(state);
      steps(parameters, optimizer, 5, 9);
      assertThat(parameters.weights().floats("w")).isEqualTo(uninterrupted);
    }
  }

  private static InMemoryWeights random() {
    var values = new float[300];
    var random = new Seed(5).stream("start");
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return new InMemoryWeights().put("w", Shape.of(300), values);
  }

  private static void steps(TorchParameters parameters, AdamW optimizer, int from, int to) {
    for (int i = from; i < to; i++) {
      try (var step = Scope.open("step")) {
        Torch.backward(parameters.get("w", 300).add(i).pow(2).mean());
        optimizer.step(0.01);
        parameters.zeroGrad();
      }
    }
  }

  private static final AdamW.Settings NO_DECAY = new AdamW.Settings(0.9, 0.999, 1e-8, 0, List.of());

  private static TorchParameters table(boolean byRow) {
    var start = new InMemoryWeights().put("t", Shape.of(3, 2), new float[] {1, 1, 2, 2, 3, 3});
    var parameters = TorchParameters.load(start, DType.F32, true);
    if (byRow) {
      parameters.gradientByRow("t");
    }
    return parameters;
  }

  private static void lookUp(TorchParameters parameters, AdamW optimizer, long... ids) {
    try (var step = Scope.open("step")) {
      var rows = parameters.get("t", 3, 2).rows(Torch.tensor(ids, ids.length));
      Torch.backward(rows.pow(2).sum());
      optimizer.step(0.5);
      parameters.zeroGrad();
    }
  }

  @Test
  void movesOnlyTheRowsThatWereLookedUp() {
    // The first step is the rate whatever the gradient is, also of a row looked up twice.
    try (var parameters = table(true);
        var optimizer = new AdamW(parameters, NO_DECAY)) {
      lookUp(parameters, optimizer, 2, 0, 2);
      float[] values = parameters.weights().floats("t");
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i])
            .isCloseTo(new float[] {0.5f, 0.5f, 2, 2, 2.5f, 2.5f}[i], within(1e-6f));
      }
      // g = 2 + 2 and 2 x (3 + 3): the mean is 0.1 g, the mean square 0.001 g g
      assertThat(optimizer.state().floats("exp_avg.t"))
          .containsExactly(new float[] {0.2f, 0.2f, 0, 0, 1.2f, 1.2f}, within(1e-6f));
      assertThat(optimizer.state().floats("exp_avg_sq.t"))
          .containsExactly(new float[] {0.004f, 0.004f, 0, 0, 0.144f, 0.144f}, within(1e-6f));
    }
  }

  @Test
  void movesByRowAsWholeWhereEveryRowIsLookedUp() {
    try (var byRow = table(true);
        var whole = table(false);
        var one = new AdamW(byRow, PLAIN);
        var other = new AdamW(whole, PLAIN)) {
      for (int i = 0; i < 5; i++) {
        lookUp(byRow, one, 0, 2, 1, 2);
        lookUp(whole, other, 0, 2, 1, 2);
      }
      assertThat(byRow.weights().floats("t"))
          .containsExactly(whole.weights().floats("t"), within(1e-6f));
    }
  }

  @Test
  void takesAWholeGradientWhereATableIsUsedOtherwiseToo() {
    try (var parameters = table(true);
        var optimizer = new AdamW(parameters, NO_DECAY);
        var step = Scope.open("step")) {
      var table = parameters.get("t", 3, 2);
      Torch.backward(table.rows(Torch.tensor(new long[] {0}, 1)).sum().add(table.sum()));
      optimizer.step(0.5);
      assertThat(parameters.weights().floats("t"))
          .containsExactly(new float[] {0.5f, 0.5f, 1.5f, 1.5f, 2.5f, 2.5f}, within(1e-6f));
    }
  }

  @Test
  void decaysAWeightThatHasAGradientOfZero() {
    // The moments stay 0, so only the decay acts: 2 * (1 - 0.5 * 0.01) = 1.99.
    try (var parameters = one("w");
        var optimizer = new AdamW(parameters, PLAIN);
        var step = Scope.open("step")) {
      Torch.backward(parameters.get("w", 1).mul(0).sum());
      optimizer.step(0.5);
      assertThat(parameters.get("w", 1).item()).isCloseTo(1.99, within(1e-6));
    }
  }

  @Test
  void movesByTheLearningRateAtTheFirstStep() {
    // m / (1 - 0.9) = g and sqrt(v / (1 - 0.999)) = |g|, so the step is the rate whatever g is.
    var settings = new AdamW.Settings(0.9, 0.999, 1e-8, 0, List.of());
    try (var parameters = one("w");
        var optimizer = new AdamW(parameters, settings);
        var step = Scope.open("step")) {
      Torch.backward(parameters.get("w", 1).mul(-17).sum());
      optimizer.step(0.25);
      assertThat(parameters.get("w", 1).item()).isCloseTo(2.25, within(1e-6));
    }
  }

  @Test
  void givesEachGroupItsOwnRateAndDecay() {
    var settings =
        new AdamW.Settings(0.9, 0.999, 1e-8, 0.1, List.of(new AdamW.Group("bias$", 0, 0)));
    try (var parameters = one("layer.bias", "layer.weight");
        var optimizer = new AdamW(parameters, settings);
        var step = Scope.open("step")) {
      var sum = parameters.get("layer.bias", 1).add(parameters.get("layer.weight", 1));
      Torch.backward(sum.sum());
      optimizer.step(0.5);
      assertThat(parameters.get("layer.bias", 1).item()).isEqualTo(2);
      // 2 * (1 - 0.5 * 0.1) - 0.5
      assertThat(parameters.get("layer.weight", 1).item()).isCloseTo(1.4, within(1e-6));
    }
  }

  @Test
  void leavesAParameterWithoutGradientAsItIs() {
    try (var parameters = one("used", "unused");
        var optimizer = new AdamW(parameters, PLAIN);
        var step = Scope.open("step")) {
      Torch.backward(parameters.get("used", 1).sum());
      optimizer.step(0.5);
      assertThat(parameters.get("unused", 1).item()).isEqualTo(2);
      assertThat(optimizer.state().floats("step.unused")).containsExactly(0);
      assertThat(optimizer.state().floats("step.used")).containsExactly(1);
    }
  }

  @Test
  void usualSettingsSpareBiasesAndNorms() {
    var usual = AdamW.Settings.usual(0.01);
    for (var name :
        List.of(
            "encoder.layer.0.output.LayerNorm.weight", // BERT
            "encoder.layer.0.output.dense.bias",
            "layers.3.attn_norm.weight", // ModernBERT
            "final_norm.weight",
            "emb_ln.weight", // Nomic
            "encoder.layers.0.norm1.weight",
            "layers.0.self_attn.q_norm.weight", // Qwen 3
            "norm.weight")) {
      assertThat(usual.group(name, 1).weightDecay()).as(name).isZero();
    }
    assertThat(usual.group("encoder.layer.0.output.dense.weight", 2).weightDecay()).isEqualTo(0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesAMomentOutOfRange(double beta) {
    assertThatThrownBy(() -> new AdamW.Settings(beta, 0.999, 1e-8, 0, List.of()))
        .hasMessage("beta1 must be at least 0 and less than 1, got " + beta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesALearningRateOutOfRange(double rate) {
    try (var parameters = one("w");
        var optimizer = new AdamW(parameters, PLAIN)) {
      assertThatThrownBy(() -> optimizer.step(rate))
          .hasMessage("learningRate must be finite and 0 or more, got " + rate);
    }
  }

  @Test
  void refusesAStateOfOtherParameters() {
    try (var parameters = one("w");
        var optimizer = new AdamW(parameters, PLAIN)) {
      assertThatThrownBy(() -> optimizer.restore(new InMemoryWeights()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'exp_avg.w' must have shape (1), got nothing");
    }
  }

  private static TorchParameters one(String... names) {
    var weights = new InMemoryWeights();
    for (var name : names) {
      weights.put(name, Shape.of(1), new float[] {2});
    }
    return TorchParameters.load(weights, DType.F32, true);
  }

  /** The first parameter has its moments when the group of the second cannot be told. */
  @Test
  void leavesNothingBehindWhenItCannotBeMade() {
    var endless = "x".repeat(1_000_000);
    var weights =
        new InMemoryWeights()
            .put("a", Shape.of(1), new float[] {1})
            .put(endless, Shape.of(1), new float[] {1});
    var settings =
        new AdamW.Settings(0.9, 0.999, 1e-8, 0, List.of(new AdamW.Group("(x|y)*z", 1, 0)));
    try (var parameters = TorchParameters.load(weights, DType.F32, true)) {
      long before = Torch.live();
      assertThatThrownBy(() -> new AdamW(parameters, settings))
          .isInstanceOf(StackOverflowError.class);
      assertThat(Torch.live()).isEqualTo(before);
    }
  }
}
