// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class ActivationTest {
  @ParameterizedTest
  @CsvSource({
    "identity, 1",
    "gelu, 0.841345", // the normal distribution function of 1
    "gelu_new, 0.841192",
    "gelu_pytorch_tanh, 0.841192",
    "relu, 1",
    "silu, 0.731059", // 1 / (1 + 1/e)
    "swish, 0.731059",
    "tanh, 0.761594",
    "sigmoid, 0.731059"
  })
  void isTheFunctionOfItsName(String name, float atOne) {
    try (var scope = Scope.open("test")) {
      assertThat(Activation.named(name).apply(Torch.tensor(new float[] {1}, 1)).floats())
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(atOne);
    }
  }

  @Test
  void findsItsTorchClassAgain() {
    for (Activation activation : Activation.values()) {
      if (activation != Activation.GELU_TANH && activation != Activation.QUICK_GELU) {
        assertThat(Activation.ofTorch(activation.torchClass())).isEqualTo(activation);
      }
    }
  }

  @Test
  void refusesUnknownNamesAndListsTheKnown() {
    assertThatThrownBy(() -> Activation.named("mish"))
        .hasMessageContaining("unknown activation 'mish'; known: identity, gelu");
    assertThatThrownBy(() -> Activation.ofTorch("torch.nn.Mish"))
        .hasMessageContaining("torch.nn.modules.activation.Tanh");
  }
}
