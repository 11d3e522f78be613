// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class ScoreDistillationTest implements ObjectiveContract {
  @Override
  public Objective objective() {
    return new ScoreDistillation(InfoNce.Similarity.COSINE, 0.5, 0.25);
  }

  @Test
  void isTheDivergenceOfTwoCoins() {
    // teacher (3/4, 1/4) from scores (log 3, 0), student (1/2, 1/2): 3/4 log(3/2) + 1/4 log(1/2)
    try (var scope = Scope.open("test")) {
      var loss =
          new ScoreDistillation(InfoNce.Similarity.DOT, 1, 1)
              .divergence(
                  Torch.tensor(new double[] {0.3, 0.3}, 1, 2),
                  Torch.tensor(new double[] {Math.log(3), 0}, 1, 2));
      assertThat(loss.item()).isCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), within(1e-12));
    }
  }

  @Test
  void refusesATemperatureOfZero() {
    assertThatThrownBy(() -> new ScoreDistillation(InfoNce.Similarity.DOT, 0, 1))
        .hasMessageContaining("studentTemperature must be positive and finite, got 0.0");
  }
}
