// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Interval;
import org.lyceum.task.Card;

class ComparisonTest {
  private static final List<String> QUERIES = List.of("one", "two", "three", "four");

  private static EvaluateJob.Score score(Card.Kind kind, String task, double... values) {
    var evidence = new Evidence.Mean(values);
    var outcome = new Outcome(Map.of("main", evidence.score()), "main", evidence);
    var units = kind == Card.Kind.RETRIEVAL ? QUERIES : List.<String>of();
    return new EvaluateJob.Score(task, kind, outcome, new Interval(0, 1), units);
  }

  private static EvaluateJob.Measured model(String name, double shift) {
    return new EvaluateJob.Measured(
        name,
        List.of(
            score(Card.Kind.RETRIEVAL, "r", 0.5, 0.5 + shift, 0.5 - 2 * shift, 0.5),
            score(Card.Kind.BITEXT, "b", 0.2, 0.2, 0.2, 0.2 + shift),
            score(Card.Kind.BITEXT, "c", 0.4, 0.4, 0.4, 0.4)));
  }

  @Test
  void namesTheQueriesThatChangedMost() {
    var comparison = Comparison.of(model("first", 0), model("second", 0.1));
    assertThat(comparison.changes())
        .extracting(Comparison.Change::unit)
        .containsExactly("three", "two"); // the units of b have no text
    assertThat(comparison.changes().getFirst().second()).isCloseTo(0.3, within(1e-12));
    assertThat(model("first", 0).scores())
        .extracting(EvaluateJob.Score::hasExamples)
        .containsExactly(true, false, false);
    assertThat(comparison.tasks().get(2).unitsForAPoint()).isZero(); // no unit differs
    assertThat(comparison.tasks().getFirst().unitsForAPoint()).isGreaterThan(100);
  }

  /** Retrieval 50 and 47.5; bitext 20 and 40, then 22.5 and 40. */
  @Test
  void averagesTypesAndLetsEachTaskVote() {
    var first = model("first", 0);
    var second = model("second", 0.1);
    assertThat(first.mean()).isCloseTo(110 / 3.0, within(1e-9));
    assertThat(first.meansByType().values()).containsExactly(50.0, 30.0);
    assertThat(first.meanOfTypes()).isCloseTo(40, within(1e-9));
    var places = Standings.of(List.of(first, second));
    assertThat(places).extracting(Standings.Place::rank).containsExactly(1, 1);
    assertThat(places).extracting(Standings.Place::points).containsExactly(1.5, 1.5);
  }
}
