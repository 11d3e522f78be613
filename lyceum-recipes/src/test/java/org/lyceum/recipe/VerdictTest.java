// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final List<Long> FIVE = List.of(1L, 2L, 3L, 4L, 5L);

  private static void nothing() {}

  private static Verdict beats(double margin, double... gaps) {
    var claim = new Claim.Beats("a beats b", margin, seed -> 10, seed -> 10 + gaps[(int) seed - 1]);
    return Verdict.of(claim, FIVE.subList(0, gaps.length), VerdictTest::nothing);
  }

  @Test
  void beatsHoldsWhereTheMeanGapReachesTheMargin() {
    assertThat(beats(2, 1, 2, 3).holds()).isTrue();
    assertThat(beats(2.1, 1, 2, 3).holds()).isFalse();
    assertThat(beats(2, 1, 2, 3).says()).isEqualTo("12 against 10: +2 of +2 wanted");
  }

  @Test
  void beatsAllowsOneSeedInFiveTheOtherWay() {
    assertThat(beats(1, 9, -1, 9, 9, 9).holds()).isTrue();
    assertThat(beats(1, 9, -1, 9, -1, 9).holds()).isFalse();
    assertThat(beats(1, 9, -1, 9).holds()).isFalse();
    assertThat(beats(1, 9, -1, 9).says()).endsWith("1 of 3 seeds against it");
  }

  /**
   * The gaps 1, 2, 3 have the mean 2 and the standard error 1/sqrt(3): t = 3.4641 with 2 degrees.
   */
  @Test
  void beatsSaysHowLikelyTheGapIsByChance() {
    assertThat(beats(2, 1, 2, 3).p()).isCloseTo(0.037090, within(1e-6));
    assertThat(beats(2, 3, 3, 3).p()).isNaN();
    assertThat(beats(2, 3).p()).isNaN();
  }

  @Test
  void aSeedThatGivesNoNumberHoldsNothing() {
    assertThat(beats(0, 1, Double.NaN, 1).holds()).isFalse();
    var claim = new Claim.Equals("a is 1", 1, 0.1, seed -> Double.NaN);
    assertThat(Verdict.of(claim, FIVE, VerdictTest::nothing).holds()).isFalse();
  }

  @Test
  void equalsHoldsWithinItsBounds() {
    assertThat(Verdict.of(Claim.follows("x", 0.5, 0.01, 0.509), FIVE, VerdictTest::nothing).holds())
        .isTrue();
    assertThat(Verdict.of(Claim.follows("x", 0.5, 0.01, 0.511), FIVE, VerdictTest::nothing).holds())
        .isFalse();
  }

  private static Verdict below(double... figures) {
    var claim = new Claim.Below("p is small", 0.05, seed -> figures[(int) seed - 1]);
    return Verdict.of(claim, FIVE.subList(0, figures.length), VerdictTest::nothing);
  }

  /** The mean of 0.001, 0.001 and 0.07 is 0.024, which is below 0.05; the third is not. */
  @Test
  void belowHoldsWhereTheFigureOfEachSeedIs() {
    assertThat(below(0.01, 0.049, 0.02).holds()).isTrue();
    assertThat(below(0.01, 0.049, 0.02).says()).isEqualTo("0.0490 at most, below 0.0500 wanted");
    assertThat(below(0.001, 0.001, 0.07).holds()).isFalse();
    assertThat(below(0.001, 0.001, 0.07).says())
        .isEqualTo("0.0700 at most, below 0.0500 wanted, 1 of 3 seeds not");
    assertThat(below(0.001, 0.001, 0.07).kind()).isEqualTo("below");
    assertThat(below(0.001, 0.001, 0.07).ours()).containsExactly(0.001, 0.001, 0.07);
  }

  @Test
  void belowDoesNotHoldAtTheBoundOrWithoutANumber() {
    assertThat(below(0.05).holds()).isFalse();
    assertThat(below(0.01, Double.NaN).holds()).isFalse();
    assertThat(below(-1).holds()).isTrue();
  }

  @Test
  void coversNamesTheClassOfEachTechnique() {
    var named = List.of("claims", "verdicts");
    var claim =
        new Claim.Covers("a map", named, Map.of("verdicts", Verdict.class, "claims", Claim.class));
    var verdict = Verdict.of(claim, FIVE, VerdictTest::nothing);
    assertThat(verdict.holds()).isTrue();
    assertThat(verdict.says()).isEqualTo("claims by Claim, verdicts by Verdict");
    assertThat(
            Verdict.of(
                    new Claim.Covers("less", named, Map.of("claims", Claim.class)),
                    FIVE,
                    VerdictTest::nothing)
                .holds())
        .isFalse();
  }

  @Test
  void asksBeforeEachSeedAndEndsWhereItIsToldTo() {
    var asked = new ArrayList<Integer>();
    var claim = Claim.atLeast("x", 1, seed -> seed);
    Verdict.of(claim, FIVE, () -> asked.add(1));
    assertThat(asked).hasSize(5);
    assertThatThrownBy(
            () ->
                Verdict.of(
                    claim,
                    FIVE,
                    () -> {
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> Verdict.of(claim, List.of(), VerdictTest::nothing))
        .hasMessageContaining("a seed or more");
  }
}
