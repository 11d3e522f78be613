// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class KendallTest {
  @Test
  void isAThirdForOneSwapAmongThree() {
    // of the pairs 12 13 23 two are in the same order and one is not: (2 - 1) / 3
    var kendall = Kendall.of(new double[] {1, 2, 3}, new double[] {1, 3, 2});
    assertThat(kendall.excess()).isEqualTo(1);
    assertThat(kendall.tauB()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(kendall.tauC()).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void countsTiesByTheirDefinitions() {
    // x 1 1 2, y 1 2 2: pair 12 tied in x, 23 tied in y, 13 concordant; excess 1 of 3 pairs
    // tau b 1 / sqrt(2 * 2); tau c 2 * 1 / (9 * (2 - 1) / 2)
    var kendall = Kendall.of(new double[] {1, 1, 2}, new double[] {1, 2, 2});
    assertThat(kendall.tauB()).isCloseTo(0.5, within(1e-15));
    assertThat(kendall.tauC()).isCloseTo(4 / 9.0, within(1e-15));
    assertThat(kendall.groupsX()).containsExactly(2, 1);
    assertThat(kendall.groupsY()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 57})
  void countsPairsAsTwoLoopsDo(int size) {
    var random = new Seed(1).stream("kendall");
    double[] x = smallNumbers(size, random);
    double[] y = smallNumbers(size, random);
    long excess = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        excess += (long) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
      }
    }
    assertThat(Kendall.of(x, y).excess()).isEqualTo(excess);
  }

  private static double[] smallNumbers(int size, RandomGenerator random) {
    return random.ints(size, -4, 5).asDoubleStream().toArray();
  }

  @Test
  void changesSignWhenOneListIsNegated() {
    double[] x = {0.3, -1, 8, 8, 2.5};
    double[] y = {1, 0, 3, 2, 2};
    double[] negated = Arrays.stream(x).map(value -> -value).toArray();
    assertThat(Kendall.of(negated, y).tauB()).isCloseTo(-Kendall.of(x, y).tauB(), within(1e-15));
  }

  @Test
  void isNotANumberForAConstantList() {
    var kendall = Kendall.of(new double[] {1, 1}, new double[] {1, 2});
    assertThat(kendall.tauB()).isNaN();
    assertThat(kendall.tauC()).isNaN();
  }

  @Test
  void refusesListsOfDifferentLengthOrOnePair() {
    assertThatThrownBy(() -> Kendall.of(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both lists must have the same length, got 2 and 3");
    assertThatThrownBy(() -> Kendall.of(new double[1], new double[1]))
        .hasMessage("a correlation needs 2 or more pairs, got 1");
  }

  @Test
  void countsPairsByHand() {
    // of 6 pairs 4 agree and 2 do not; with a tie in x: (4 - 1) / sqrt(5 * 6)
    assertThat(Kendall.of(new double[] {1, 2, 3, 4}, new double[] {2, 1, 4, 3}).tauB())
        .isCloseTo(2 / 6.0, within(1e-12));
    assertThat(Kendall.of(new double[] {1, 1, 3, 4}, new double[] {2, 1, 4, 3}).tauB())
        .isCloseTo(3 / Math.sqrt(30), within(1e-12));
    assertThat(Kendall.of(new double[] {1, 1}, new double[] {1, 2}).tauB()).isNaN();
  }
}
