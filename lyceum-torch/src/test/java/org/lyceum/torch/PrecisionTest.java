// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

class PrecisionTest {
  private static Tensor random(String name, long... sizes) {
    var random = new Seed(3).stream(name);
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return Torch.tensor(values, sizes);
  }

  @Test
  void holdsUntilItsGuardIsClosed() {
    assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
    try (var outer = Precision.BFLOAT16.open()) {
      assertThat(Precision.current()).isEqualTo(Precision.BFLOAT16);
      try (var inner = Precision.FLOAT32.open()) {
        assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
      }
      assertThat(Precision.current()).isEqualTo(Precision.BFLOAT16);
    }
    assertThat(Precision.current()).isEqualTo(Precision.FLOAT32);
  }

  @Test
  void isOfItsThreadOnly() {
    try (var guard = Precision.BFLOAT16.open()) {
      assertThat(CompletableFuture.supplyAsync(Precision::current).join())
          .isEqualTo(Precision.FLOAT32);
    }
  }

  @Test
  void halvesOnlyTheRoundingOfLinearLayers() {
    try (var scope = Scope.open("test")) {
      var x = random("x", 8, 64);
      var weight = Torch.requireGradient(random("weight", 32, 64));
      var bias = Torch.requireGradient(random("bias", 32));
      var exact = x.linear(weight, bias);
      Tensor rounded;
      try (var guard = Precision.BFLOAT16.open()) {
        rounded = x.linear(weight, bias);
      }
      assertThat(rounded.cast(DType.F32).floats()).containsExactly(exact.floats(), within(0.2f));
      assertThat(rounded.cast(DType.F32).floats()).isNotEqualTo(exact.floats());
      Torch.backward(rounded.cast(DType.F32).pow(2).mean());
      var gradient = Torch.gradient(weight);
      assertThat(gradient).isNotNull();
      assertThat(gradient.dtype()).isEqualTo(DType.F32);
    }
  }

  @Test
  void leavesDoublesAlone() {
    try (var scope = Scope.open("test");
        var guard = Precision.BFLOAT16.open()) {
      var x = random("x", 2, 4).cast(DType.F64);
      assertThat(x.linear(x, null).dtype()).isEqualTo(DType.F64);
    }
  }

  @Test
  void roundsAWeightAgainAfterItChanged() {
    var start = new InMemoryWeights().put("w", Shape.of(1, 1), new float[] {1});
    try (var parameters = TorchParameters.load(start, DType.F32, true);
        var guard = Precision.BFLOAT16.open();
        var scope = Scope.open("test")) {
      var x = Torch.ones(1, 1);
      assertThat(x.linear(parameters.get("w", 1, 1), null).item()).isEqualTo(1);
      parameters.restore(new InMemoryWeights().put("w", Shape.of(1, 1), new float[] {3}));
      assertThat(x.linear(parameters.get("w", 1, 1), null).item()).isEqualTo(3);
    }
  }

  @Test
  void roundsAWeightAgainAfterAStep() {
    // The step is the rate whatever the gradient is: 1 - 0.5.
    var start = new InMemoryWeights().put("w", Shape.of(1, 1), new float[] {1});
    try (var parameters = TorchParameters.load(start, DType.F32, true);
        var optimizer = new AdamW(parameters, AdamW.Settings.usual(0));
        var guard = Precision.BFLOAT16.open();
        var scope = Scope.open("test")) {
      var x = Torch.ones(1, 1);
      Torch.backward(x.linear(parameters.get("w", 1, 1), null).sum());
      optimizer.step(0.5);
      assertThat(x.linear(parameters.get("w", 1, 1), null).item()).isCloseTo(0.5, within(0.01));
    }
  }

  @Test
  void findsTheGradientOfAWeightThatWasFirstUsedWithoutOne() {
    try (var scope = Scope.open("test");
        var guard = Precision.BFLOAT16.open()) {
      var weight = Torch.requireGradient(Torch.ones(1, 1));
      try (var none = Torch.noGrad()) {
        Torch.ones(1, 1).linear(weight, null);
      }
      Torch.backward(Torch.ones(1, 1).linear(weight, null).mul(2).sum());
      var gradient = Torch.gradient(weight);
      assertThat(gradient).isNotNull();
      assertThat(gradient.item()).isEqualTo(2);
    }
  }

  @Test
  void hasTheGradientsOfFloat32UpToRounding() {
    try (var scope = Scope.open("test")) {
      float[] exact = gradient(Precision.FLOAT32);
      assertThat(gradient(Precision.BFLOAT16)).containsExactly(exact, within(0.02f));
    }
  }

  /** The gradient of the first weight of linear, GELU, linear, layer norm. */
  private static float[] gradient(Precision precision) {
    try (var guard = precision.open()) {
      var up = Torch.requireGradient(random("up", 32, 8));
      var hidden = random("x", 16, 8).linear(up, null).gelu();
      var out = hidden.linear(random("down", 8, 32), random("bias", 8)).add(random("x", 16, 8));
      Torch.backward(out.layerNorm(Torch.ones(8), null, 1e-5).mul(random("loss", 16, 8)).mean());
      var gradient = Torch.gradient(up);
      assertThat(gradient).isNotNull();
      return gradient.floats();
    }
  }

  @Test
  void leavesNothingBehind() {
    long before = Torch.live();
    try (var scope = Scope.open("test")) {
      gradient(Precision.BFLOAT16);
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void choosesByMeasurementAndSaysWhatItSaw() {
    var choice = Precision.auto();
    assertThat(choice.reason())
        .matches(
            "(float32|bfloat16): linear layers run at \\d+ GFLOP/s in bfloat16 and \\d+ in float32,"
                + " \\d+\\.\\d times; 1\\.3 are wanted")
        .startsWith(choice.precision().name().toLowerCase(java.util.Locale.ROOT));
  }
}
