// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Tensor;

class PrecisionTest {
  private static Tensor random(String name, long... sizes) {
    var random = new Seed(3).stream(name);
    float[] values = new float[(int) org.lyceum.tensor.Shape.of(sizes).elements()];
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
}
