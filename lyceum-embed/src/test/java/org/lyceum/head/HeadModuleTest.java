// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lyceum.encoder.Activation;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;

class HeadModuleTest {
  private static final InMemoryWeights WEIGHTS =
      new InMemoryWeights()
          .put("linear.weight", Shape.of(1, 2), new float[] {1, 2})
          .put("linear.bias", Shape.of(1), new float[] {-10})
          .put("residual.weight", Shape.of(1, 2), new float[] {5, 6})
          .put("norm.weight", Shape.of(2), new float[] {2, 2})
          .put("norm.bias", Shape.of(2), new float[] {1, 1});

  private static float[] apply(HeadModule module) {
    try (var parameters = TorchParameters.load(WEIGHTS, DType.F32, false);
        var scope = Scope.open("test")) {
      return module.load(parameters).apply(Torch.tensor(new float[] {3, 4}, 1, 2)).floats();
    }
  }

  @Test
  void isTheValueWorkedOutByHand() {
    assertThat(apply(new HeadModule.Normalize())).containsExactly(0.6f, 0.8f);
    // 3 + 2 * 4 - 10 = 1, without bias 11
    assertThat(apply(new HeadModule.Dense(2, 1, true, Activation.IDENTITY))).containsExactly(1);
    assertThat(apply(new HeadModule.Dense(2, 1, false, Activation.RELU))).containsExactly(11);
    assertThat(apply(new HeadModule.Dense(2, 1, true, Activation.TANH)))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly((float) Math.tanh(1));
    // 1 + 3 * 5 + 4 * 6 = 40
    var projected = new HeadModule.Dense(2, 1, true, Activation.IDENTITY);
    assertThat(apply(new HeadModule.ResidualDense(projected))).containsExactly(40);
    // mean 3.5, deviation 0.5: -1 and 1, times 2 plus 1
    assertThat(apply(new HeadModule.LayerNorm(2)))
        .usingComparatorWithPrecision(1e-3f)
        .containsExactly(-1, 3);
  }

  @Test
  void refusesVectorsOfAnotherWidth() {
    assertThatThrownBy(() -> new HeadModule.Dense(2, 1, true, Activation.TANH).width(3))
        .hasMessageContaining("Dense takes vectors of width 2, but gets 3");
    assertThatThrownBy(() -> new HeadModule.Dense(0, 1, true, Activation.TANH))
        .hasMessageContaining("widths must be at least 1");
  }
}
