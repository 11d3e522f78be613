// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.BinaryRanking.PrecisionRecall;
import org.lyceum.metric.BinaryRanking.Rates;

class BinaryRankingTest {
  private static final double[] SCORES = {0.9, 0.8, 0.4, 0.3};
  private static final boolean[] LABELS = {true, false, true, false};

  @Test
  void isWhatAPencilGivesForFourExamples() {
    // precision at the first yes 1, at the second 2/3; pairs yes > no: 3 of 4
    var ranking = BinaryRanking.of(SCORES, LABELS);
    assertThat(ranking.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-15));
    assertThat(ranking.rocAuc()).isEqualTo(0.75);
    assertThat(ranking.bestF1()).isEqualTo(new PrecisionRecall(0.4, 2 / 3.0, 1));
    assertThat(ranking.bestF1().f1()).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void takesTheLowestOfThresholdsThatAreAsGood() {
    // yes no no yes: F1 at the first 2/3, at the last 2 * 2 / (4 + 2) = 2/3
    var tie = BinaryRanking.of(new double[] {4, 3, 2, 1}, new boolean[] {true, false, false, true});
    assertThat(tie.bestF1().threshold()).isEqualTo(1);
  }

  @Test
  void drawsTheCurveWithoutThePointsInsideOfAStraightPiece() {
    var ranking =
        BinaryRanking.of(new double[] {4, 3, 2, 1}, new boolean[] {true, true, true, false});
    assertThat(ranking.roc())
        .containsExactly(new Rates(0, 0), new Rates(0, 1 / 3.0), new Rates(0, 1), new Rates(1, 1));
  }

  @Test
  void doesNotDependOnTheOrderOfEqualScores() {
    double[] equal = {1, 1, 1, 1};
    var ranking = BinaryRanking.of(equal, LABELS);
    assertThat(ranking.averagePrecision()).isEqualTo(0.5);
    assertThat(ranking.rocAuc()).isEqualTo(0.5);
    assertThat(ranking.precisionRecall()).containsExactly(new PrecisionRecall(1, 0.5, 1));
  }

  @Test
  void doesNotChangeUnderAMonotoneMap() {
    double[] stretched = Arrays.stream(SCORES).map(Math::exp).toArray();
    var there = BinaryRanking.of(SCORES, LABELS);
    var stretchedToo = BinaryRanking.of(stretched, LABELS);
    assertThat(stretchedToo.averagePrecision()).isEqualTo(there.averagePrecision());
    assertThat(stretchedToo.roc()).isEqualTo(there.roc());
  }

  @Test
  void isOneLessItsAreaWhenScoresAreNegated() {
    double[] negated = Arrays.stream(SCORES).map(score -> -score).toArray();
    assertThat(BinaryRanking.of(negated, LABELS).rocAuc())
        .isEqualTo(1 - BinaryRanking.of(SCORES, LABELS).rocAuc());
  }

  @Test
  void isPerfectAndHasNoAreaWhereAllAreYes() {
    var ranking = BinaryRanking.of(new double[] {1, 2}, new boolean[] {true, true});
    assertThat(ranking.averagePrecision()).isEqualTo(1);
    assertThat(ranking.rocAuc()).isNaN();
  }

  @Test
  void refusesWhatHasNoYesOrNoNumberOrAnotherLength() {
    assertThatThrownBy(() -> BinaryRanking.of(SCORES, new boolean[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("one or more of the labels must be true, got none of 4");
    assertThatThrownBy(() -> BinaryRanking.of(new double[0], new boolean[0]))
        .hasMessage("one or more of the labels must be true, got none of 0");
    assertThatThrownBy(() -> BinaryRanking.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessage("scores must be finite, got NaN at index 0");
    assertThatThrownBy(() -> BinaryRanking.of(SCORES, new boolean[3]))
        .hasMessage("there must be as many labels as scores, got 3 for 4");
  }

  /** Yes at 3 and 1, no at 2 and 1: 3 beats both, 1 beats none and ties with one, and so on. */
  @Test
  void saysOfEachExampleHowManyOfTheOthersItIsOnTheRightSideOf() {
    double[] scores = {3, 2, 1, 1};
    boolean[] labels = {true, false, true, false};
    double[] each = BinaryRanking.each(scores, labels);
    assertThat(each).containsExactly(1, 0.5, 0.25, 0.75);
    assertThat((each[0] + each[2]) / 2)
        .isEqualTo((each[1] + each[3]) / 2)
        .isEqualTo(BinaryRanking.of(scores, labels).rocAuc());
  }
}
