// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdcgTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void isOneOverLogTwoOfTheRankForASingleRelevantDocument(int rank) {
    // at rank 1: 1; rank 2: 1 / log2 3; rank 3: 1 / 2
    var ranked = List.of("a", "b", "c");
    var grades = Map.of(ranked.get(rank - 1), 1);
    assertThat(new Ndcg(10).of(grades, ranked))
        .isCloseTo(new double[] {1, 1 / (Math.log(3) / Math.log(2)), 0.5}[rank - 1], within(1e-15));
  }

  @Test
  void usesTheGradesAsGains() {
    // order b (1), a (2): DCG 1 + 2 / log2 3; ideal 2 + 1 / log2 3
    double log3 = Math.log(3) / Math.log(2);
    assertThat(new Ndcg(10).of(Map.of("a", 2, "b", 1), List.of("b", "a")))
        .isCloseTo((1 + 2 / log3) / (2 + 1 / log3), within(1e-15));
  }

  @Test
  void stopsAtTheCutOff() {
    assertThat(new Ndcg(1).of(Map.of("b", 1), List.of("a", "b"))).isZero();
  }

  @Test
  void countsANegativeGradeAsNothing() {
    assertThat(new Ndcg(10).of(Map.of("a", -1, "b", 1), List.of("b", "a"))).isEqualTo(1);
  }

  @Test
  void isZeroWhereNothingIsRelevantOrNothingFound() {
    assertThat(new Ndcg(10).of(Map.of(), List.of("a"))).isZero();
    assertThat(new Ndcg(10).of(Map.of("a", 1), List.of())).isZero();
  }

  @Test
  void breaksTiesByDocumentIdDescendingByBytes() {
    var hits = List.of(new Hit("d10", 1), new Hit("d9", 1), new Hit("d1", 2), new Hit("é", 1));
    assertThat(Hit.ranked(hits)).containsExactly("d1", "é", "d9", "d10");
  }

  @Test
  void refusesADocumentRankedTwice() {
    assertThatThrownBy(() -> new Ndcg(10).of(Map.of("a", 1), List.of("a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a document must be ranked once, got 'a' again at rank 3");
  }

  @Test
  void refusesACutOffBelowOne() {
    assertThatThrownBy(() -> new Ndcg(0)).hasMessage("the cut-off k must be 1 or more, got 0");
  }

  @Test
  void refusesAScoreThatIsNotANumber() {
    assertThatThrownBy(() -> new Hit("a", Float.NaN))
        .hasMessage("the score of document 'a' is NaN");
  }
}
