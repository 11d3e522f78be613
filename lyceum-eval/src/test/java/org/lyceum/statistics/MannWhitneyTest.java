// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.metric.Ranks;

class MannWhitneyTest {
  private static final MannWhitney TEST = MannWhitney.USUAL;

  @Test
  void isWhatAPencilGivesForTwoAndTwo() {
    // 3 4 against 1 2: all 4 pairs; one of the 6 choices of two of four ranks
    double[] high = {3, 4};
    double[] low = {1, 2};
    var result = TEST.of(high, low, Alternative.GREATER);
    assertThat(result.statistic()).isEqualTo(4);
    assertThat(result.p()).isCloseTo(1 / 6.0, within(1e-15));
    assertThat(TEST.of(high, low, Alternative.TWO_SIDED).p()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(TEST.of(high, low, Alternative.LESS).p()).isCloseTo(1, within(1e-15));
  }

  @Test
  void triesAllChoicesOfTheRanksThatThereAre() {
    double[] first = {2, 3, 3, 5};
    double[] second = {1, 2, 3, 3, 1, 0};
    double[] ranks =
        Ranks.average(
            DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)).toArray());
    double observed = DoubleStream.of(ranks).limit(4).sum();
    int choices = 0;
    int reached = 0;
    for (int chosen = 0; chosen < 1 << 10; chosen++) {
      if (Integer.bitCount(chosen) == 4) {
        double sum = 0;
        for (int i = 0; i < 10; i++) {
          sum += (chosen >> i & 1) * ranks[i];
        }
        choices++;
        reached += sum >= observed ? 1 : 0;
      }
    }
    assertThat(new MannWhitney(RankNull.EXACT).of(first, second, Alternative.GREATER).p())
        .isCloseTo(reached / (double) choices, within(1e-14));
  }

  @Test
  void countsPairs() {
    double[] first = {2, 3, 3, 5};
    double[] second = {1, 2, 3};
    // 2 beats 1 and ties with 2; each 3 beats two and ties with 3; 5 beats three
    assertThat(TEST.of(first, second, Alternative.LESS).statistic()).isEqualTo(1.5 + 2.5 + 2.5 + 3);
    assertThat(TEST.of(second, first, Alternative.LESS).statistic()).isEqualTo(12 - 9.5);
    assertThat(TEST.of(second, first, Alternative.LESS).p())
        .isCloseTo(TEST.of(first, second, Alternative.GREATER).p(), within(1e-14));
  }

  @ParameterizedTest
  @EnumSource(
      value = RankNull.class,
      names = {"EXACT", "NORMAL", "CORRECTED"})
  void isOneWhereAllValuesAreEqual(RankNull distribution) {
    assertThat(
            new MannWhitney(distribution)
                .of(new double[3], new double[4], Alternative.TWO_SIDED)
                .p())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void refusesAnEmptySampleOrNotANumber() {
    assertThatThrownBy(() -> TEST.of(new double[0], new double[3], Alternative.LESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample needs 1 or more values, got 0");
    assertThatThrownBy(() -> TEST.of(new double[1], new double[] {0, Double.NaN}, Alternative.LESS))
        .hasMessage("values must be finite, got NaN at index 1");
  }
}
