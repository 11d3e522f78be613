// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
  @Test
  void isWhatAPencilGivesForFiveUnits() {
    // 1 against 4: 2 (1 + 5) / 2^5; chi squared 9 / 5, corrected 4 / 5
    var test = new McNemar(1, 4);
    assertThat(test.exact().p()).isCloseTo(12 / 32.0, within(1e-14));
    assertThat(test.chiSquared().statistic()).isCloseTo(9 / 5.0, within(1e-15));
    assertThat(test.corrected().statistic()).isCloseTo(4 / 5.0, within(1e-15));
  }

  @Test
  void countsUnitsOnWhichOneIsRight() {
    boolean[] first = {true, true, false, false, true};
    boolean[] second = {true, false, true, false, false};
    assertThat(McNemar.of(first, second)).isEqualTo(new McNemar(2, 1));
  }

  @Test
  void doesNotCareWhichModelIsFirst() {
    assertThat(new McNemar(3, 11).exact()).isEqualTo(new McNemar(11, 3).exact());
    assertThat(new McNemar(3, 11).corrected()).isEqualTo(new McNemar(11, 3).corrected());
  }

  @Test
  void isOneWhereNoUnitSpeaks() {
    var test = new McNemar(0, 0);
    assertThat(test.exact().p()).isEqualTo(1);
    assertThat(test.chiSquared()).isEqualTo(new TestResult(0, 1));
    assertThat(test.corrected()).isEqualTo(new TestResult(0, 1));
  }

  @Test
  void refusesNegativeCountsAndDifferentUnits() {
    assertThatThrownBy(() -> new McNemar(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("counts must be 0 or more, got -1 and 2");
    assertThatThrownBy(() -> McNemar.of(new boolean[1], new boolean[2]))
        .hasMessage("both models must be measured on the same units, got 1 and 2");
  }
}
