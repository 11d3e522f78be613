// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpearmanTest {
  private static final double[] X = {0.3, -1, 8, 8, 2.5};
  private static final double[] Y = {1, 0, 3, 2, 2};

  @Test
  void isPointSevenForOneSwapAmongThree() {
    // ranks 1 2 3 and 1 3 2: 1 - 6 (0 + 1 + 1) / (3 (9 - 1)) = 0.5
    assertThat(Spearman.of(new double[] {10, 20, 30}, new double[] {0.1, 0.9, 0.5}))
        .isCloseTo(0.5, within(1e-15));
  }

  @Test
  void sharesTheMeanRankAmongEqualValues() {
    // ranks of X: 2 1 4.5 4.5 3; of Y: 2 1 5 3.5 3.5; deviations -1 -2 1.5 1.5 0 and -1 -2 2 .5 .5
    // products 1 + 4 + 3 + .75 + 0 = 8.75; squares 9.5 and 9.5
    assertThat(Ranks.average(X)).containsExactly(2, 1, 4.5, 4.5, 3);
    assertThat(Spearman.of(X, Y)).isCloseTo(8.75 / 9.5, within(1e-15));
  }

  @Test
  void countsMinusZeroAsZero() {
    assertThat(Ranks.average(new double[] {0.0, -0.0, 1})).containsExactly(1.5, 1.5, 3);
  }

  @Test
  void doesNotChangeUnderAMonotoneMap() {
    double[] stretched = Arrays.stream(X).map(Math::exp).toArray();
    assertThat(Spearman.of(stretched, Y)).isEqualTo(Spearman.of(X, Y));
  }

  @Test
  void changesSignWhenOneListIsNegated() {
    double[] negated = Arrays.stream(X).map(x -> -x).toArray();
    assertThat(Spearman.of(negated, Y)).isCloseTo(-Spearman.of(X, Y), within(1e-15));
  }

  @Test
  void isNotANumberForAConstantList() {
    assertThat(Spearman.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
  }

  @Test
  void refusesListsOfDifferentLength() {
    assertThatThrownBy(() -> Spearman.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both lists must have the same length, got 2 and 3");
  }

  @Test
  void refusesASinglePair() {
    assertThatThrownBy(() -> Spearman.of(new double[1], new double[1]))
        .hasMessage("a correlation needs 2 or more pairs, got 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAValueThatIsNotFinite(double value) {
    assertThatThrownBy(() -> Spearman.of(new double[] {1, value}, new double[] {1, 2}))
        .hasMessage("values must be finite, got %s and 2.0 at index 1".formatted(value));
  }

  @Test
  void saysOfEachValueHowNearItsRankIsToThatOfItsPartner() {
    double[] x = {10, 20, 30};
    assertThat(Ranks.nearness(x, new double[] {3, 2, 1})).containsExactly(0, 1, 0);
    assertThat(Ranks.nearness(x, new double[] {1, 1, 2})).containsExactly(0.75, 0.75, 1);
  }
}
