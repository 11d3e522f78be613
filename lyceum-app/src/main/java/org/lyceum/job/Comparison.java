// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.AdjustedP;
import org.lyceum.statistics.Alternative;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.statistics.BootstrapDistribution;
import org.lyceum.statistics.Difference;
import org.lyceum.statistics.Interval;
import org.lyceum.statistics.PairedRandomization;
import org.lyceum.statistics.Power;
import org.lyceum.tensor.Seed;

/**
 * Two models on the same tasks: how much the second is better than the first, and whether that
 * could be chance.
 *
 * @param first a model
 * @param second the other
 * @param tasks their differences, task by task
 * @param mean the difference of their means over the tasks
 * @param changes of each task whose units have values of their own those that differ most
 */
public record Comparison(
    String first, String second, List<Row> tasks, Row mean, List<Change> changes) {
  private static final int MOST_CHANGES = 30;
  private static final int FEWEST_OF_A_TASK = 3;
  private static final int MOST_OF_A_TASK = 10;
  private static final double POINT = 0.01;
  private static final double POWER = 0.8;

  private static final double CONFIDENCE = 0.95;
  private static final double LEVEL = 0.05;
  private static final Seed SEED = new Seed(42);
  private static final Bootstrap BOOTSTRAP = new Bootstrap(Bootstrap.USUAL, SEED);

  /**
   * A difference.
   *
   * @param task where
   * @param difference second less first, as mteb's scores are
   * @param interval that holds it, in 95 of 100 cases
   * @param p how probable so large a difference is where there is none; for a task corrected by
   *     Holm for the number of tasks
   * @param unitsForAPoint how many units would show a difference of 0.01 in 80 of 100 cases; 0
   *     where that is not known
   */
  public record Row(
      String task, double difference, Interval interval, double p, int unitsForAPoint) {
    /** {@return whether it is too large for chance, at 0.05} */
    public boolean isSignificant() {
      return p < LEVEL;
    }
  }

  /**
   * A unit that both models were measured on.
   *
   * @param task where
   * @param unit its text, with a line for each part
   * @param first how well the first model did by it, as {@link Evidence#each} has it
   * @param second the same of the second
   */
  public record Change(String task, String unit, double first, double second) {
    double size() {
      return Math.abs(second - first);
    }
  }

  private static List<Change> changes(EvaluateJob.Measured first, EvaluateJob.Measured second) {
    int tasks = first.scores().size();
    int most = Math.clamp(MOST_CHANGES / tasks, FEWEST_OF_A_TASK, MOST_OF_A_TASK);
    return IntStream.range(0, tasks)
        .boxed()
        .flatMap(
            task ->
                changes(first.scores().get(task), second.scores().get(task))
                    .filter(change -> change.size() > 0)
                    .sorted(Comparator.comparingDouble(Change::size).reversed())
                    .limit(most))
        .toList();
  }

  private static Stream<Change> changes(EvaluateJob.Score first, EvaluateJob.Score second) {
    if (!first.hasExamples()) {
      return Stream.of();
    }
    double[] before = first.outcome().evidence().each();
    double[] after = second.outcome().evidence().each();
    return IntStream.range(0, before.length)
        .mapToObj(i -> new Change(first.task(), first.units().get(i), before[i], after[i]));
  }

  /**
   * {@return the comparison of two models}
   *
   * @param first a model's results
   * @param second another's, of the same tasks
   */
  static Comparison of(EvaluateJob.Measured first, EvaluateJob.Measured second) {
    var plain = of(first.model(), outcomes(first), second.model(), outcomes(second), BOOTSTRAP);
    return new Comparison(
        plain.first, plain.second, plain.tasks, plain.mean, changes(first, second));
  }

  private static Map<String, Outcome> outcomes(EvaluateJob.Measured measured) {
    var outcomes = new LinkedHashMap<String, Outcome>();
    measured.scores().forEach(score -> outcomes.put(score.task(), score.outcome()));
    return outcomes;
  }

  /**
   * {@return the comparison of two models}
   *
   * @param first a model
   * @param one its results by task, one or more
   * @param second another model
   * @param other its results, of the same tasks
   * @param bootstrap of the differences
   */
  static Comparison of(
      String first,
      Map<String, Outcome> one,
      String second,
      Map<String, Outcome> other,
      Bootstrap bootstrap) {
    var differences = new ArrayList<Evidence>();
    var plain = new ArrayList<Row>();
    one.forEach(
        (task, outcome) -> {
          var against = Objects.requireNonNull(other.get(task));
          var difference = new Difference(against.evidence(), outcome.evidence());
          differences.add(difference);
          plain.add(row(task, difference, bootstrap));
        });
    double[] corrected = AdjustedP.holm(plain.stream().mapToDouble(Row::p).toArray());
    var rows = new ArrayList<Row>();
    for (int i = 0; i < corrected.length; i++) {
      var row = plain.get(i);
      rows.add(new Row(row.task, row.difference, row.interval, corrected[i], row.unitsForAPoint));
    }
    var mean = bootstrap.ofMean(differences);
    return new Comparison(
        first,
        second,
        List.copyOf(rows),
        new Row(
            "mean", mean.observed(), mean.percentile(CONFIDENCE), mean.p(Alternative.TWO_SIDED), 0),
        List.of());
  }

  /** {@return the tasks on which the second is worse by more than chance} */
  public List<Row> losses() {
    return tasks.stream().filter(row -> row.isSignificant() && row.difference < 0).toList();
  }

  /** By the randomization test where the score is a mean, else by the bootstrap. */
  private static Row row(String task, Difference difference, Bootstrap resampling) {
    var bootstrap = resampling.of(difference);
    double p =
        difference.first() instanceof Evidence.Mean one
                && difference.second() instanceof Evidence.Mean other
            ? new PairedRandomization(PairedRandomization.USUAL, SEED)
                .of(one, other, Alternative.TWO_SIDED)
                .p()
            : bootstrap.p(Alternative.TWO_SIDED);
    return new Row(
        task,
        bootstrap.observed(),
        bootstrap.bca(CONFIDENCE),
        p,
        unitsForAPoint(bootstrap, difference.size()));
  }

  private static int unitsForAPoint(BootstrapDistribution difference, int units) {
    return difference.standardError() > 0
        ? Power.of(difference, units, LEVEL).units(POINT, POWER)
        : 0;
  }
}
