// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

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

  /** Where p of the usual resamples is above this, more of them change no verdict. */
  private static final double WORTH_MORE = 0.01;

  /**
   * A difference.
   *
   * @param task where
   * @param difference second less first, as mteb's scores are
   * @param interval that holds it, in 95 of 100 cases
   * @param p how probable so large a difference is where there is none; for a task corrected by
   *     Holm for the number of tasks; NaN, as the difference is, where a score is not defined
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
    var differences = new LinkedHashMap<String, Difference>();
    one.forEach(
        (task, outcome) -> {
          var against = Objects.requireNonNull(other.get(task));
          if (Double.isFinite(against.score() - outcome.score())) {
            differences.put(task, new Difference(against.evidence(), outcome.evidence()));
          }
        });
    var defined = corrected(differences, bootstrap);
    var rows = one.keySet().stream().map(task -> defined.getOrDefault(task, undefined(task)));
    var mean = mean(List.copyOf(differences.values()), one.size(), bootstrap);
    return new Comparison(first, second, rows.toList(), mean, List.of());
  }

  /** Of each task, with p values that are corrected for their number. */
  private static Map<String, Row> corrected(
      Map<String, Difference> differences, Bootstrap bootstrap) {
    var plain =
        differences.entrySet().parallelStream()
            .map(task -> row(task.getKey(), task.getValue(), bootstrap, differences.size()))
            .toList();
    double[] corrected = AdjustedP.holm(plain.stream().mapToDouble(Row::p).toArray());
    var rows = new LinkedHashMap<String, Row>();
    for (int i = 0; i < corrected.length; i++) {
      var row = plain.get(i);
      rows.put(
          row.task,
          new Row(row.task, row.difference, row.interval, corrected[i], row.unitsForAPoint));
    }
    return rows;
  }

  /** Of a task on which a score is not defined, as a correlation of equal values. */
  private static Row undefined(String task) {
    return new Row(task, Double.NaN, new Interval(Double.NaN, Double.NaN), Double.NaN, 0);
  }

  private static Row mean(List<Evidence> differences, int tasks, Bootstrap bootstrap) {
    String name =
        differences.size() == tasks ? "mean" : "mean of %d tasks".formatted(differences.size());
    if (differences.isEmpty()) {
      return undefined(name);
    }
    var mean = bootstrap.ofMean(differences);
    return new Row(
        name,
        mean.observed(),
        mean.percentile(CONFIDENCE).including(mean.observed()),
        mean.p(Alternative.TWO_SIDED),
        0);
  }

  /** {@return the tasks on which the second is worse by more than chance} */
  public List<Row> losses() {
    return tasks.stream().filter(row -> row.isSignificant() && row.difference < 0).toList();
  }

  /** One of so many tasks. */
  private static Row row(String task, Difference difference, Bootstrap resampling, int tasks) {
    var bootstrap = resampling.of(difference);
    return new Row(
        task,
        bootstrap.observed(),
        bootstrap.interval(CONFIDENCE),
        p(difference, bootstrap, tasks),
        unitsForAPoint(bootstrap, difference.size()));
  }

  /** By the randomization test where the score is a mean, else by the bootstrap. */
  private static double p(Difference difference, BootstrapDistribution bootstrap, int tasks) {
    if (difference.first() instanceof Evidence.Mean one
        && difference.second() instanceof Evidence.Mean other) {
      return new PairedRandomization(PairedRandomization.USUAL, SEED)
          .of(one, other, Alternative.TWO_SIDED)
          .p();
    }
    double p = bootstrap.p(Alternative.TWO_SIDED);
    int enough = resamples(tasks);
    return p > WORTH_MORE || enough <= bootstrap.scores().length
        ? p
        : new Bootstrap(enough, SEED).of(difference).p(Alternative.TWO_SIDED);
  }

  /** So many that the least p they can show, times the number of tasks, is half the level. */
  private static int resamples(int tasks) {
    return (int) Math.ceil(4 * tasks / LEVEL);
  }

  private static int unitsForAPoint(BootstrapDistribution difference, int units) {
    return difference.standardError() > 0
        ? Power.of(difference, units, LEVEL).units(POINT, POWER)
        : 0;
  }
}
