// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class AdjustedPTest {
  private static final double[] VALUES = {0.03, 0.01, 0.04};

  @Test
  void isWhatAPencilGivesForThreeTests() {
    // Holm: 0.01 * 3, then 0.03 * 2, then max(0.06, 0.04)
    // Benjamini and Hochberg, from the last: 0.04, min(0.04, 0.03 * 3 / 2), min(0.04, 0.01 * 3)
    assertThat(AdjustedP.holm(VALUES)).containsExactly(new double[] {0.06, 0.03, 0.06}, near());
    assertThat(AdjustedP.bonferroni(VALUES))
        .containsExactly(new double[] {0.09, 0.03, 0.12}, near());
    assertThat(AdjustedP.benjaminiHochberg(VALUES))
        .containsExactly(new double[] {0.04, 0.03, 0.04}, near());
  }

  private static Offset<Double> near() {
    return within(1e-15);
  }

  @Test
  void raisesLeastForTheShareOfFalseFindingsAndMostForBonferroni() {
    double[] values = new Seed(1).stream("p").doubles(50, 0, 0.2).toArray();
    double[] holm = AdjustedP.holm(values);
    double[] bonferroni = AdjustedP.bonferroni(values);
    double[] hochberg = AdjustedP.benjaminiHochberg(values);
    for (int i = 0; i < values.length; i++) {
      assertThat(hochberg[i]).isBetween(values[i], holm[i]);
      assertThat(holm[i]).isBetween(values[i], bonferroni[i]);
      assertThat(bonferroni[i]).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void isEmptyForNoTests() {
    assertThat(AdjustedP.holm(new double[0])).isEmpty();
    assertThat(AdjustedP.benjaminiHochberg(new double[0])).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void refusesWhatIsNoPValue(double value) {
    assertThatThrownBy(() -> AdjustedP.holm(new double[] {0.5, value}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("p values must lie in 0..1, got %s at index 1".formatted(value));
  }
}
