// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TieAveragedNdcgTest {
  private static final double LOG3 = Math.log(3) / Math.log(2);

  @Test
  void sharesGainsAmongEqualScores() {
    // gains 1 and 0 at ranks 1 and 2, either way: (1 + 1 / log2 3) / 2
    assertThat(TieAveragedNdcg.WHOLE.of(new double[] {1, 0}, new double[] {5, 5}))
        .isCloseTo((1 + 1 / LOG3) / 2, within(1e-15));
  }

  @Test
  void cutsInsideOfATie() {
    // rank 1 holds the gain with a chance of 1/2; rank 2 is beyond
    assertThat(new TieAveragedNdcg(1).of(new double[] {1, 0}, new double[] {5, 5})).isEqualTo(0.5);
  }

  @Test
  void isTheOtherNdcgWhereNothingIsTied() {
    assertThat(new TieAveragedNdcg(2).of(new double[] {2, 0, 1}, new double[] {0.1, 0.9, 0.5}))
        .isCloseTo(
            new Ndcg(2).of(Map.of("a", 2, "b", 0, "c", 1), List.of("b", "c", "a")), within(1e-15));
  }

  @Test
  void isZeroWhereNothingCanBeGained() {
    assertThat(TieAveragedNdcg.WHOLE.of(new double[2], new double[] {1, 2})).isZero();
    assertThat(TieAveragedNdcg.WHOLE.of(new double[0], new double[0])).isZero();
  }

  @Test
  void refusesWhatIsNoScoreOrNoGain() {
    assertThatThrownBy(() -> TieAveragedNdcg.WHOLE.of(new double[1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be as many scores as gains, got 2 for 1");
    assertThatThrownBy(() -> TieAveragedNdcg.WHOLE.of(new double[] {1}, new double[] {Double.NaN}))
        .hasMessageEndingWith("got NaN and 1.0 at index 0");
    assertThatThrownBy(() -> TieAveragedNdcg.WHOLE.of(new double[] {-1}, new double[] {2}))
        .hasMessageEndingWith("got 2.0 and -1.0 at index 0");
    assertThatThrownBy(() -> new TieAveragedNdcg(0))
        .hasMessage("the cut-off k must be 1 or more, got 0");
  }
}
