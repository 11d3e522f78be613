// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedTTest {
  private static final double[] FIRST = {3, 5};
  private static final double[] SECOND = {2, 2};

  @Test
  void isWhatAPencilGivesForTwoUnits() {
    // differences 1 3: mean 2, deviation sqrt 2, standard error 1, t = 2; with 1 degree of freedom
    // the distribution is Cauchy's: P(T > 2) = 1/2 - atan(2) / pi
    var paired = PairedT.of(FIRST, SECOND);
    assertThat(paired.degrees()).isEqualTo(1);
    var result = paired.test(Alternative.GREATER);
    assertThat(result.statistic()).isCloseTo(2, within(1e-15));
    assertThat(result.p()).isCloseTo(0.5 - Math.atan(2) / Math.PI, within(1e-12));
  }

  @Test
  void coversZeroExactlyWhereTheTestDoesNotRefuseIt() {
    var paired = PairedT.of(FIRST, SECOND);
    double p = paired.test(Alternative.TWO_SIDED).p();
    assertThat(paired.interval(1 - p).low()).isCloseTo(0, within(1e-6));
    assertThat(paired.interval(1 - p).high()).isCloseTo(4, within(1e-6));
  }

  @Test
  void isNotANumberWhereNothingDiffersAndCertainWhereAllDiffersAlike() {
    assertThat(PairedT.of(FIRST, FIRST).test(Alternative.LESS).p()).isNaN();
    assertThat(PairedT.of(new double[] {2, 3}, new double[] {1, 2}).test(Alternative.GREATER).p())
        .isZero();
  }

  @Test
  void refusesOneUnitOrDifferentOnes() {
    assertThatThrownBy(() -> PairedT.of(new double[1], new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sample needs 2 or more values, got 1");
    assertThatThrownBy(() -> PairedT.of(FIRST, new double[3]))
        .hasMessage("both lists must hold the same units, got 2 and 3 values");
  }
}
