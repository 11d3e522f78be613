// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.statistics.Interval;
import org.lyceum.task.Card;
import org.lyceum.tensor.Seed;

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

  /** A score that is no mean: the share of units above one half, as the bootstrap sees it. */
  private record Above(double[] values) implements Evidence {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double score(int[] units) {
      return IntStream.of(units).filter(unit -> values[unit] > 0.5).count() / (double) units.length;
    }
  }

  private static Outcome above(double... values) {
    var evidence = new Above(values);
    return new Outcome(Map.of("main", evidence.score()), "main", evidence);
  }

  private static Map<String, Outcome> tasks(int count, Outcome each) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(i -> "task " + i, i -> each, (a, b) -> a, LinkedHashMap::new));
  }

  @Test
  void seesALargeDifferenceOfAScoreThatIsNoMeanAmongManyTasks() {
    double[] good = IntStream.range(0, 100).mapToDouble(i -> i < 90 ? 1 : 0).toArray();
    double[] bad = IntStream.range(0, 100).mapToDouble(i -> i < 40 ? 1 : 0).toArray();
    var first = tasks(127, above(good));
    var second = tasks(127, above(good));
    first.put("differs", above(good));
    second.put("differs", above(bad));
    var comparison =
        Comparison.of("first", first, "second", second, new Bootstrap(2_000, new Seed(1)));
    assertThat(comparison.losses())
        .extracting(Comparison.Row::task, Comparison.Row::difference)
        .containsExactly(tuple("differs", -0.5));
    assertThat(comparison.tasks().getFirst().p()).isEqualTo(1);
  }

  @Test
  void leavesOutATaskOnWhichAScoreIsNotDefined() {
    var nowhere = new Outcome(Map.of("main", Double.NaN), "main", new Above(new double[] {1, 1}));
    var one = tasks(2, above(1, 1, 0, 0));
    var other = tasks(2, above(1, 0, 0, 0));
    one.put("constant", above(1, 1));
    other.put("constant", nowhere);
    var comparison = Comparison.of("first", one, "second", other, new Bootstrap(500, new Seed(1)));
    assertThat(comparison.tasks())
        .extracting(Comparison.Row::difference)
        .containsExactly(-0.25, -0.25, Double.NaN);
    assertThat(comparison.mean().task()).isEqualTo("mean of 2 tasks");
    assertThat(comparison.mean().difference()).isEqualTo(-0.25);
    assertThat(comparison.tasks().getLast().isSignificant()).isFalse();
    var none =
        Comparison.of(
            "first",
            Map.of("constant", nowhere),
            "second",
            Map.of("constant", nowhere),
            new Bootstrap(500, new Seed(1)));
    assertThat(none.mean().difference()).isNaN();
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
