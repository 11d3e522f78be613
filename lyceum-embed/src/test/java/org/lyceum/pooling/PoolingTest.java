// SPDX-License-Identifier: Apache-2.0
package org.lyceum.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class PoolingTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  /** One text of three tokens and a fourth position of padding, width 2. */
  private static Tensor states() {
    return Torch.tensor(new float[] {1, -2, 3, 4, 5, -6, 100, 100}, 1, 4, 2);
  }

  private static Tensor mask(long... mask) {
    return Torch.tensor(mask, 1, mask.length);
  }

  @ParameterizedTest
  @CsvSource({
    "cls, 1, -2",
    "max, 5, 4",
    "mean, 3, -1.333333", // 9/3, -4/3
    "mean_sqrt_len_tokens, 5.196152, -2.309401", // 9/sqrt(3), -4/sqrt(3)
    "weightedmean, 3.666667, -2", // (1 + 6 + 15)/6, (-2 + 8 - 18)/6
    "lasttoken, 5, -6"
  })
  void isTheValueWorkedOutByHand(String name, float first, float second) {
    assertThat(Pooling.named(name).apply(states(), mask(1, 1, 1, 0)).floats())
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(first, second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cls", "max", "mean", "mean_sqrt_len_tokens", "weightedmean", "lasttoken"})
  void doesNotDependOnPadding(String name) {
    var pooling = Pooling.named(name);
    var left = Torch.tensor(new float[] {100, 100, 1, -2, 3, 4, 5, -6}, 1, 4, 2);
    float[] alone = pooling.apply(states().narrow(1, 0, 3), null).floats();
    for (Tensor padded :
        List.of(pooling.apply(states(), mask(1, 1, 1, 0)), pooling.apply(left, mask(0, 1, 1, 1)))) {
      assertThat(padded.floats()).usingComparatorWithPrecision(1e-5f).containsExactly(alone);
    }
  }

  @Test
  void leavesOutWhatDoesNotCount() {
    var counted = mask(0, 1, 1, 0);
    var mask = mask(1, 1, 1, 0);
    assertThat(pooled("mean", mask, counted)).containsExactly(4, -1);
    assertThat(pooled("cls", mask, counted)).containsExactly(3, 4);
    // positions 2 and 3 keep their weights: (2 * 3 + 3 * 5) / 5, (2 * 4 - 3 * 6) / 5
    assertThat(pooled("weightedmean", mask, counted))
        .usingComparatorWithPrecision(1e-5f)
        .containsExactly(4.2f, -2);
  }

  private static float[] pooled(String name, @Nullable Tensor mask, @Nullable Tensor counted) {
    return Pooling.named(name).apply(states(), mask, counted).floats();
  }

  @Test
  void isZeroForTheMeanOfNoTokens() {
    assertThat(pooled("mean", mask(0, 0, 0, 0), mask(0, 0, 0, 0))).containsExactly(0, 0);
  }

  @Test
  void concatenatesInAFixedOrder() {
    var several = Pooling.named(List.of("lasttoken", "mean", "cls"));
    assertThat(several.name())
        .isEqualTo("cls+mean+lasttoken")
        .isEqualTo(Pooling.named(several.name()).name());
    assertThat(several.apply(states().narrow(1, 0, 2), null).floats())
        .containsExactly(1, -2, 2, 1, 3, 4);
  }

  @Test
  void refusesUnknownNamesAndLoneOrDoubleParts() {
    assertThatThrownBy(() -> Pooling.named("first"))
        .hasMessageContaining("unknown pooling 'first'; known: cls, max, mean");
    assertThatThrownBy(() -> Pooling.named(List.of("cls", "cls")))
        .hasMessageContaining("at least two different poolings");
  }
}
