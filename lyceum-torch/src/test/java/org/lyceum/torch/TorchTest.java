// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.openblas.presets.openblas_nolapack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;

class TorchTest {
  private Scope scope = Scope.open("test");

  @BeforeEach
  void open() {
    scope.close();
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void copiesArraysBothWays() {
    float[] values = {1, 2, 3, 4};
    var tensor = Torch.tensor(values, 2, 2);
    values[0] = 9;
    float[] read = tensor.floats();
    read[1] = 9;
    assertThat(tensor.floats()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void makesEachType() {
    assertThat(Torch.tensor(new float[] {1}, 1).dtype()).isEqualTo(DType.F32);
    assertThat(Torch.tensor(new double[] {1}, 1).dtype()).isEqualTo(DType.F64);
    assertThat(Torch.tensor(new long[] {1}, 1).dtype()).isEqualTo(DType.I64);
    assertThat(Torch.tensor(new boolean[] {true}, 1).dtype()).isEqualTo(DType.BOOL);
    for (var dtype : DType.values()) {
      assertThat(Torch.full(1, dtype, 2).dtype()).isEqualTo(dtype);
      assertThat(Torch.full(1, dtype, 2).longs()).containsExactly(1, 1);
    }
  }

  @Test
  void readsBooleansAsNumbers() {
    assertThat(Torch.tensor(new boolean[] {true, false, true}, 3).longs()).containsExactly(1, 0, 1);
  }

  @Test
  void makesScalarsAndEmptyTensors() {
    assertThat(Torch.scalar(2.5).shape()).isEqualTo(Shape.of());
    assertThat(Torch.scalar(2.5).item()).isEqualTo(2.5);
    assertThat(Torch.tensor(new float[0], 0, 3).floats()).isEmpty();
    assertThat(Torch.zeros(2).add(Torch.ones(2)).floats()).containsExactly(1, 1);
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> Torch.tensor(new float[] {1, 2, 3}, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tensor: 3 values do not fill shape (2, 2)");
  }

  @Test
  void setsTheThreadsOfBothLibraries() {
    int before = Torch.threads();
    try {
      Torch.threads(1);
      assertThat(Torch.threads()).isEqualTo(1);
      assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
      Torch.threads(2);
      assertThat(Torch.threads()).isEqualTo(2);
    } finally {
      Torch.threads(before);
    }
  }

  @Test
  void refusesNoThreads() {
    assertThatThrownBy(() -> Torch.threads(0)).hasMessage("threads must be 1 or more, got 0");
  }

  @Test
  void forgetsTheComputationUnderNoGrad() {
    var leaf = Torch.requireGradient(Torch.ones(2));
    Tensor sum;
    try (var guard = Torch.noGrad()) {
      sum = leaf.sum();
    }
    assertThatThrownBy(() -> Torch.backward(sum)).isInstanceOf(IllegalStateException.class);
    Torch.backward(leaf.sum());
    assertThat(gradient(leaf)).containsExactly(1, 1);
  }

  @Test
  void nestsNoGrad() {
    var leaf = Torch.requireGradient(Torch.ones(2));
    try (var outer = Torch.noGrad()) {
      try (var inner = Torch.noGrad()) {
        leaf.sum();
      }
      var sum = leaf.sum();
      assertThatThrownBy(() -> Torch.backward(sum)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void letsNoGradientThroughDetach() {
    var leaf = Torch.requireGradient(Torch.tensor(new float[] {2, 3}, 2));
    Torch.backward(leaf.mul(leaf.detach()).sum());
    assertThat(gradient(leaf)).containsExactly(2, 3);
  }

  @Test
  void continuesFromAGradientMadeElsewhere() {
    // y = x^2, and d(loss)/dy = (1, 10): so d(loss)/dx = 2x * (1, 10).
    var leaf = Torch.requireGradient(Torch.tensor(new float[] {2, 3}, 2));
    Torch.backward(leaf.mul(leaf), Torch.tensor(new float[] {1, 10}, 2));
    assertThat(gradient(leaf)).containsExactly(4, 60);
  }

  @Test
  void refusesALossThatIsNotAScalar() {
    var leaf = Torch.requireGradient(Torch.ones(2));
    assertThatThrownBy(() -> Torch.backward(leaf.mul(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backward: the loss must be a scalar, got shape (2)");
  }

  @Test
  void refusesAGradientOfAnotherShape() {
    var leaf = Torch.requireGradient(Torch.ones(2));
    assertThatThrownBy(() -> Torch.backward(leaf.mul(2), Torch.ones(3)))
        .hasMessage("backward: tensor (2) and gradient (3) must have the same shape");
  }

  @Test
  void saysThatASecondBackwardCannotBe() {
    var leaf = Torch.requireGradient(Torch.ones(2));
    var loss = leaf.mul(leaf).sum();
    Torch.backward(loss);
    assertThatThrownBy(() -> Torch.backward(loss))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("backward of F32() failed: Trying to backward through the graph")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void repeatsItselfToTheLastBit() {
    assertThat(run()).isEqualTo(run());
  }

  private static float[] run() {
    var random = new Seed(1).stream("run");
    float[] values = new float[64 * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    var leaf = Torch.requireGradient(Torch.tensor(values, 64, 64));
    var x = leaf.matmul(leaf).gelu().softmax(-1).linear(leaf, null).normalize();
    Torch.backward(x.mul(leaf).logSumExp(-1, false).mean());
    return gradient(leaf);
  }

  @Test
  void hasAGradientOfZeroWhereAVectorIsZero() {
    var leaf = Torch.requireGradient(Torch.tensor(new float[] {0, 0, 3, 4}, 2, 2));
    Torch.backward(leaf.normalize().sum());
    // (1, 1) / 5 less its part along (0.6, 0.8), which is 1.4 / 5 of it
    float[] gradient = gradient(leaf);
    assertThat(gradient[2]).isCloseTo((1 - 0.6f * 1.4f) / 5, within(1e-6f));
    assertThat(gradient[3]).isCloseTo((1 - 0.8f * 1.4f) / 5, within(1e-6f));
    assertThat(Float.isFinite(gradient[0]) && Float.isFinite(gradient[1])).isTrue();
  }

  private static float[] gradient(Tensor leaf) {
    var gradient = Torch.gradient(leaf);
    assertThat(gradient).isNotNull();
    return gradient.floats();
  }
}
