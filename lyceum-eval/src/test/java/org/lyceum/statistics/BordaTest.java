// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BordaTest {
  @Test
  void sharesPointsAmongEqualScores() {
    // one task: 0.9 has rank 1 of 3, both others rank 2.5
    var borda = Borda.of(new double[][] {{0.9}, {0.5}, {0.5}});
    assertThat(borda.points()).containsExactly(2, 0.5, 0.5);
    assertThat(borda.ranks()).containsExactly(1, 2, 2);
  }

  @Test
  void givesNothingForAMissingScore() {
    // the second model is not measured: the first still gets 2 - 1 points, and so with 2 models
    var borda = Borda.of(new double[][] {{0.1}, {Double.NaN}});
    assertThat(borda.points()).containsExactly(1, 0);
  }

  @Test
  void caresForTheOrderWithinATaskOnly() {
    var there = Borda.of(new double[][] {{0.1, 0.9}, {0.2, 0.8}, {0.3, 0.1}});
    var stretched = Borda.of(new double[][] {{1, 90}, {2, 8}, {30, -1}});
    assertThat(stretched.points()).isEqualTo(there.points());
  }

  @Test
  void refusesNoModelsAndTasksThatNotAllHave() {
    assertThatThrownBy(() -> Borda.of(new double[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be a model or more, got none");
    assertThatThrownBy(() -> Borda.of(new double[][] {{1, 2}, {1}}))
        .hasMessage("all models must have the same tasks, got 2 and 1");
  }
}
