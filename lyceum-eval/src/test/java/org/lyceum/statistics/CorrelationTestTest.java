// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelationTestTest {
  private static final double[] RISING = {1, 2, 3, 4};
  private static final double[] CONSTANT = new double[4];

  @Test
  void isWhatAPencilGivesForAPerfectOrder() {
    // one of 24 orders of four
    var result = CorrelationTest.kendall(RISING, RISING, Alternative.GREATER);
    assertThat(result.statistic()).isEqualTo(1);
    assertThat(result.p()).isCloseTo(1 / 24.0, within(1e-15));
    assertThat(CorrelationTest.kendall(RISING, RISING, Alternative.TWO_SIDED).p())
        .isCloseTo(2 / 24.0, within(1e-15));
    assertThat(CorrelationTest.kendall(RISING, RISING, Alternative.LESS).p())
        .isCloseTo(1, within(1e-15));
  }

  @Test
  void isStudentsForPearson() {
    // r of 1 2 3 and 1 3 2 is 1/2; t = 1/2 sqrt(1 / (3/4)); 1 degree of freedom: Cauchy
    double student = 0.5 / Math.sqrt(0.75);
    double expected = 0.5 - Math.atan(student) / Math.PI;
    double[] x = {1, 2, 3};
    double[] y = {1, 3, 2};
    assertThat(CorrelationTest.pearson(x, y, Alternative.GREATER).p())
        .isCloseTo(expected, within(1e-12));
    assertThat(CorrelationTest.spearman(x, y, Alternative.GREATER).p())
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void isNearlyNormalForManyPairsAsItIsExactForFew() {
    double[] x = IntStream.range(0, 33).asDoubleStream().toArray();
    double[] y = IntStream.range(0, 33).mapToDouble(i -> i * 7 % 33).toArray();
    double[] longer = IntStream.range(0, 34).asDoubleStream().toArray();
    double[] other = IntStream.range(0, 34).mapToDouble(i -> i == 33 ? 16.5 : y[i]).toArray();
    assertThat(CorrelationTest.kendall(longer, other, Alternative.TWO_SIDED).p())
        .isCloseTo(CorrelationTest.kendall(x, y, Alternative.TWO_SIDED).p(), within(0.05));
  }

  @Test
  void isNotANumberForAConstantList() {
    assertThat(CorrelationTest.pearson(RISING, CONSTANT, Alternative.LESS).p()).isNaN();
    assertThat(CorrelationTest.spearman(RISING, CONSTANT, Alternative.LESS).p()).isNaN();
    assertThat(CorrelationTest.kendall(RISING, CONSTANT, Alternative.LESS).p()).isNaN();
  }

  @Test
  void refusesTwoPairs() {
    assertThatThrownBy(
            () -> CorrelationTest.kendall(new double[2], new double[2], Alternative.LESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample needs 3 or more values, got 2");
  }
}
