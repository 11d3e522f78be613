// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Weights;

class TorchParametersTest {
  private static InMemoryWeights weights() {
    return new InMemoryWeights()
        .put("layer.weight", Shape.of(2, 2), new float[] {1, 2, 3, 4})
        .put("layer.bias", Shape.of(2), new float[] {5, 6})
        .put("position_ids", Shape.of(3), new long[] {0, 1, 2});
  }

  @Test
  void keepTheOrderAndLeaveOutIntegers() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      assertThat(parameters.names()).containsExactly("layer.weight", "layer.bias");
      assertThat(parameters.has("position_ids")).isFalse();
      assertThatThrownBy(() -> parameters.get("position_ids", 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'position_ids' must hold floating-point numbers, not integers");
    }
  }

  @Test
  void giveBackTheValuesTheyWereLoadedFrom() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      assertThat(parameters.weights().floats("layer.weight")).containsExactly(1, 2, 3, 4);
      assertThat(parameters.weights().shape("layer.weight")).isEqualTo(Shape.of(2, 2));
    }
  }

  @Test
  void knowWhatWasNeverAskedFor() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      parameters.under("layer").get("weight", 2, 2);
      assertThat(parameters.unused()).containsExactly("layer.bias");
    }
  }

  @Test
  void restoreInPlace() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true);
        var scope = Scope.open("test")) {
      var bias = parameters.get("layer.bias", 2);
      parameters.restore(weights().put("layer.bias", Shape.of(2), new float[] {-1, -2}));
      assertThat(bias.floats()).containsExactly(-1, -2);
    }
  }

  @Test
  void sharesValuesWithAReplicaButNotGradients() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true);
        var replica = parameters.replica();
        var optimizer = new AdamW(parameters, AdamW.Settings.usual(0));
        var scope = Scope.open("test")) {
      Torch.backward(replica.get("layer.bias", 2).mul(3).sum());
      assertThat(Torch.gradient(parameters.get("layer.bias", 2))).isNull();
      Torch.backward(parameters.get("layer.bias", 2).sum());
      parameters.takeGradients(replica);
      assertThat(gradient(parameters)).containsExactly(4, 4);
      assertThat(Torch.gradient(replica.get("layer.bias", 2))).isNull();
      optimizer.step(0.5);
      assertThat(replica.get("layer.bias", 2).floats()).containsExactly(4.5f, 5.5f);
    }
  }

  private static float[] gradient(TorchParameters parameters) {
    return Objects.requireNonNull(Torch.gradient(parameters.get("layer.bias", 2))).floats();
  }

  @Test
  void roundsTheWeightsOfAReplicaAgainAfterAStep() {
    var start = new InMemoryWeights().put("w", Shape.of(1, 1), new float[] {1});
    try (var parameters = TorchParameters.load(start, DType.F32, true);
        var replica = parameters.replica();
        var optimizer = new AdamW(parameters, AdamW.Settings.usual(0));
        var rounding = Precision.BFLOAT16.open();
        var scope = Scope.open("test")) {
      var x = Torch.ones(1, 1);
      Torch.backward(x.linear(replica.get("w", 1, 1), null).sum());
      parameters.takeGradients(replica);
      optimizer.step(0.5);
      assertThat(x.linear(replica.get("w", 1, 1), null).item()).isCloseTo(0.5, within(0.01));
    }
  }

  @Test
  void clipsAGradientByRowLikeAWholeOne() {
    // Rows 0 and 1 get gradients (3, 3) and (4, 4): the norm is sqrt(2 x 25).
    var start = new InMemoryWeights().put("t", Shape.of(3, 2), new float[6]);
    try (var parameters = TorchParameters.load(start, DType.F32, true);
        var scope = Scope.open("test")) {
      parameters.gradientByRow("t");
      var ids = Torch.tensor(new long[] {0, 0, 0, 1, 1, 1, 1}, 7);
      Torch.backward(parameters.get("t", 3, 2).rows(ids).sum());
      assertThat(parameters.clipGradientNorm(1)).isCloseTo(Math.sqrt(50), within(1e-6));
      assertThat(parameters.clipGradientNorm(2)).isCloseTo(1, within(1e-5));
      parameters.zeroGrad();
      assertThat(Torch.gradient(parameters.get("t", 3, 2))).isNull();
    }
  }

  @Test
  void outliveStepsAndAreFreedAtTheirOwnClose() {
    long before = Torch.live();
    Tensor bias;
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      try (var step = Scope.open("step")) {
        bias = parameters.get("layer.bias", 2);
        Torch.backward(bias.sum());
      }
      assertThat(bias.floats()).containsExactly(5, 6);
    }
    assertThat(Torch.live()).isEqualTo(before);
    assertThatThrownBy(bias::floats)
        .hasMessageContaining("was freed when scope 'parameters' closed");
  }

  @Test
  void addUpGradientsUntilTheyAreForgotten() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true);
        var scope = Scope.open("test")) {
      var bias = parameters.get("layer.bias", 2);
      Torch.backward(bias.sum());
      Torch.backward(bias.sum());
      assertThat(gradient(bias)).containsExactly(2, 2);
      parameters.zeroGrad();
      assertThat(Torch.gradient(bias)).isNull();
      Torch.backward(bias.sum());
      assertThat(gradient(bias)).containsExactly(1, 1);
    }
  }

  private static float[] gradient(Tensor leaf) {
    var gradient = Torch.gradient(leaf);
    assertThat(gradient).isNotNull();
    return gradient.floats();
  }

  @Test
  void takeNoGradientUnlessTrainable() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, false);
        var scope = Scope.open("test")) {
      var sum = parameters.get("layer.bias", 2).sum();
      assertThatThrownBy(() -> Torch.backward(sum))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("depends on nothing that takes a gradient");
    }
  }

  static Stream<JsonNode> golden() {
    return Golden.cases("losses/GradientClipping.json")
        .filter(one -> one.get("options").get("norm_type").asText().equals("2.0"));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void clipAsTheReferenceDoes(JsonNode one) {
    var gradients = one.get("inputs").get("gradients");
    var weights = new InMemoryWeights();
    for (int i = 0; i < gradients.size(); i++) {
      var shape = Golden.shape(gradients.get(i));
      weights.put("p" + i, shape, new float[(int) shape.elements()]);
    }
    try (var parameters = TorchParameters.load(weights, DType.F64, true);
        var scope = Scope.open("test")) {
      for (int i = 0; i < gradients.size(); i++) {
        var parameter = parameters.tensor("p" + i);
        var gradient = Torch.tensor(Golden.doubles(gradients.get(i)), parameter.shape().sizes());
        Torch.backward(parameter.mul(gradient).sum());
      }
      double norm = parameters.clipGradientNorm(one.get("options").get("max_norm").asDouble());
      assertThat(norm).isCloseTo(one.get("expected").get("total_norm").asDouble(), within(1e-12));
      for (int i = 0; i < gradients.size(); i++) {
        var clipped = Torch.gradient(parameters.tensor("p" + i));
        assertThat(clipped).isNotNull();
        assertThat(clipped.doubles())
            .containsExactly(
                Golden.doubles(one.get("expected").get("clipped").get(i)), within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void refuseToClipToANormThatIsNotPositive(double max) {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      assertThatThrownBy(() -> parameters.clipGradientNorm(max))
          .hasMessage("the largest gradient norm must be positive, got " + max);
    }
  }

  @Test
  void refuseANameThatIsMissing() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      assertThatThrownBy(() -> parameters.get("layer.gamma", 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there is no parameter 'layer.gamma' among 2");
    }
  }

  @Test
  void refuseAnotherShape() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      assertThatThrownBy(() -> parameters.get("layer.weight", 4, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parameter 'layer.weight' must have shape (4, 1), got (2, 2)");
    }
  }

  @Test
  void refuseToBeIntegers() {
    assertThatThrownBy(() -> TorchParameters.load(weights(), DType.I64, true))
        .hasMessage("parameters must be floating, got I64");
  }

  @Test
  void leaveNothingBehindWhenAnArrayCannotBeRead() {
    long before = Torch.live();
    var broken =
        new Weights() {
          private final Weights all = weights();

          @Override
          public Set<String> names() {
            return all.names();
          }

          @Override
          public Shape shape(String name) {
            return all.shape(name);
          }

          @Override
          public DType dtype(String name) {
            return all.dtype(name);
          }

          @Override
          public float[] floats(String name) {
            if (name.equals("layer.bias")) {
              throw new DataException("weights", "truncated");
            }
            return all.floats(name);
          }

          @Override
          public long[] longs(String name) {
            return all.longs(name);
          }
        };
    assertThatThrownBy(() -> TorchParameters.load(broken, DType.F32, true))
        .isInstanceOf(DataException.class)
        .hasMessage("weights: truncated");
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void leaveNothingBehindWhenAReplicaFails() {
    try (var parameters = TorchParameters.load(weights(), DType.F32, true)) {
      parameters.tensor("layer.bias").free();
      long before = Torch.live();
      assertThatThrownBy(parameters::replica).hasMessageContaining("was freed");
      assertThat(Torch.live()).isEqualTo(before);
    }
  }
}
