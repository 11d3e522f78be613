// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.metric.Ranks;
import org.lyceum.statistics.WilcoxonSignedRank.Zeros;

class WilcoxonSignedRankTest {
  private static final WilcoxonSignedRank TEST = WilcoxonSignedRank.USUAL;

  @Test
  void isWhatAPencilGivesForThreeUnits() {
    // differences 1 2 -3: ranks of the positive ones 1 + 2; sums of 8 choices: 0 1 2 3 3 4 5 6
    double[] differences = {1, 2, -3};
    assertThat(TEST.of(differences, new double[3], Alternative.GREATER))
        .isEqualTo(new TestResult(3, 5 / 8.0));
    assertThat(TEST.of(differences, new double[3], Alternative.LESS).p()).isEqualTo(5 / 8.0);
    assertThat(TEST.of(differences, new double[3], Alternative.TWO_SIDED))
        .isEqualTo(new TestResult(3, 1));
  }

  @ParameterizedTest
  @EnumSource(Zeros.class)
  void triesAllSignsOfTheRanksThatThereAre(Zeros zeros) {
    double[] differences = {1, -1, 2, 2, 0, 3, 0, -2, 4};
    double[] ranked = zeros == Zeros.WILCOX ? new double[] {1, -1, 2, 2, 3, -2, 4} : differences;
    double[] sizes = Arrays.stream(ranked).map(Math::abs).toArray();
    double[] ranks = Ranks.average(sizes);
    double observed = 0;
    for (int i = 0; i < ranked.length; i++) {
      observed += ranked[i] > 0 ? ranks[i] : 0;
    }
    int reached = 0;
    for (int signs = 0; signs < 1 << ranked.length; signs++) {
      double sum = 0;
      for (int i = 0; i < ranked.length; i++) {
        sum += (signs >> i & 1) == 1 && ranked[i] != 0 ? ranks[i] : 0;
      }
      reached += sum >= observed ? 1 : 0;
    }
    assertThat(
            new WilcoxonSignedRank(zeros, RankNull.EXACT)
                .of(differences, new double[9], Alternative.GREATER)
                .p())
        .isCloseTo(reached / (double) (1 << ranked.length), within(1e-15));
  }

  @Test
  void isExactForFewUnitsAndNearlyNormalForMany() {
    double[] few = new double[RankNull.FEW];
    double[] many = new double[RankNull.FEW + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 3 == 0 ? -i - 1 : i + 1;
      few[Math.min(i, few.length - 1)] = many[i];
    }
    double[] none = new double[many.length];
    double exact = p(few, RankNull.EXACT);
    assertThat(p(few, RankNull.AUTOMATIC)).isEqualTo(exact);
    assertThat(p(few, RankNull.CORRECTED)).isCloseTo(exact, within(0.001)).isNotEqualTo(exact);
    assertThat(TEST.of(many, none, Alternative.GREATER).p()).isEqualTo(p(many, RankNull.CORRECTED));
  }

  private static double p(double[] differences, RankNull distribution) {
    return new WilcoxonSignedRank(Zeros.WILCOX, distribution)
        .of(differences, new double[differences.length], Alternative.GREATER)
        .p();
  }

  @Test
  void doesNotChangeUnderAMonotoneMapOfTheSizes() {
    double[] differences = {0.1, -0.2, 0.4, 0.5, 0.7};
    double[] cubes = Arrays.stream(differences).map(d -> d * d * d).toArray();
    assertThat(TEST.of(cubes, new double[5], Alternative.TWO_SIDED))
        .isEqualTo(TEST.of(differences, new double[5], Alternative.TWO_SIDED));
  }

  @ParameterizedTest
  @EnumSource(RankNull.class)
  void isOneWhereNothingDiffers(RankNull distribution) {
    for (var zeros : Zeros.values()) {
      assertThat(
              new WilcoxonSignedRank(zeros, distribution)
                  .of(new double[4], new double[4], Alternative.TWO_SIDED)
                  .p())
          .isEqualTo(1);
    }
  }

  @Test
  void refusesDifferentUnitsNoneOrNotANumber() {
    assertThatThrownBy(() -> TEST.of(new double[2], new double[3], Alternative.LESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both lists must hold the same units, got 2 and 3 values");
    assertThatThrownBy(() -> TEST.of(new double[0], new double[0], Alternative.LESS))
        .hasMessage("a sample needs 1 or more values, got 0");
    assertThatThrownBy(() -> TEST.of(new double[1], new double[] {Double.NaN}, Alternative.LESS))
        .hasMessage("values must be finite, got NaN at index 0");
  }
}
