// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataSet;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.files.Cache;
import org.lyceum.files.FolderTree;
import org.lyceum.metric.NoScoreException;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Bootstrap;
import org.lyceum.statistics.Interval;
import org.lyceum.task.Card;
import org.lyceum.task.Task;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/**
 * Measures models on tasks. Each result is a file as soon as it is known. Vectors are kept on disk,
 * so that nothing is embedded twice and an interrupted run goes on.
 *
 * @param output the folder of all results
 * @param options how models are opened
 * @param console told what happens
 * @param stop asked often
 */
public record EvaluateJob(
    Path output, EmbedderOptions options, Console console, BooleanSupplier stop) {
  private static final String CHANGED = "-changed";
  private static final double CONFIDENCE = 0.95;
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1_000, new Seed(42));

  /**
   * A task and where its data are.
   *
   * @param set the task
   * @param data the folder of data sets
   */
  public record Wanted(DataSet set, Path data) {
    /** The id of the data; with a word where files have another length than those it stands for. */
    String revision() {
      boolean same =
          DataCards.of(set).stream()
              .flatMap(card -> card.files().stream())
              .filter(file -> set.files().contains(file.path()))
              .allMatch(file -> file.isIn(data));
      return same ? set.card().id() : set.card().id() + CHANGED;
    }
  }

  /**
   * A model's results.
   *
   * @param model its name
   * @param scores in the order of the tasks
   */
  public record Measured(String model, List<Score> scores) {
    private Measured on(List<Wanted> tasks) {
      var names = tasks.stream().map(task -> task.set.name()).collect(Collectors.toSet());
      return new Measured(
          model, scores.stream().filter(score -> names.contains(score.task)).toList());
    }

    /** {@return the mean of its scores in percent; NaN where one is not defined} */
    public double mean() {
      return scores.stream().mapToDouble(Score::percent).average().orElse(Double.NaN);
    }

    /** {@return the mean of its scores of each type of task, in percent, in the tasks' order} */
    public Map<Card.Kind, Double> meansByType() {
      return scores.stream()
          .collect(
              Collectors.groupingBy(
                  Score::kind, LinkedHashMap::new, Collectors.averagingDouble(Score::percent)));
    }

    /** {@return the mean of its means by type} */
    public double meanOfTypes() {
      return meansByType().values().stream()
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }
  }

  /**
   * A result.
   *
   * @param task its name
   * @param kind what was asked
   * @param outcome what was measured
   * @param interval that holds the score of ever more units, in 95 of 100 cases, of documents in
   *     clusters that of as many others; the score lies within it
   * @param units a text for each unit that was measured, or none
   */
  public record Score(
      String task, Card.Kind kind, Outcome outcome, Interval interval, List<String> units) {
    /** Copies the list and checks the interval. */
    public Score {
      units = List.copyOf(units);
      if (!Double.isNaN(outcome.score()) && !interval.contains(outcome.score())) {
        throw new IllegalArgumentException(
            "the interval of '%s' must hold its score %s, got %s to %s"
                .formatted(task, outcome.score(), interval.low(), interval.high()));
      }
    }

    /** {@return whether its units can be shown, each with a value of its own} */
    public boolean hasExamples() {
      return !units.isEmpty() && units.size() == outcome.evidence().each().length;
    }

    /** {@return the main measure times 100} */
    public double percent() {
      return outcome.percent();
    }
  }

  /**
   * {@return the results of each model, in the order given. Of several tasks, one that the first
   * model cannot be measured on because of its data, or any because of what it gives, is said and
   * left out}
   *
   * @param models what is measured
   * @param tasks what they are measured on
   * @throws DataException if no task is left
   * @throws CancellationException if it was asked to stop; results that are known are kept
   */
  public List<Measured> run(List<Subject> models, List<Wanted> tasks) {
    if (models.size() > 1) {
      models.forEach(Subject::require); // what is wrong is said before the first is measured
    }
    FolderTree.makeWritable(output);
    var left = new ArrayList<>(tasks);
    var measured = new ArrayList<Measured>();
    for (var model : models) {
      measured.add(measure(model, left, measured.isEmpty()));
    }
    return told(measured).stream().map(model -> model.on(left)).toList();
  }

  /** Models of one name get a number, so that a table tells them apart. */
  private static List<Measured> told(List<Measured> measured) {
    var names = measured.stream().map(Measured::model).toList();
    return IntStream.range(0, names.size())
        .mapToObj(
            i ->
                Collections.frequency(names, names.get(i)) == 1
                    ? measured.get(i)
                    : new Measured("%s #%d".formatted(names.get(i), i + 1), measured.get(i).scores))
        .toList();
  }

  /**
   * {@return each model beside the first one}
   *
   * @param measured two models or more, on the same tasks
   */
  public List<Comparison> compare(List<Measured> measured) {
    var compared = new ArrayList<Comparison>();
    for (var model : measured.subList(1, measured.size())) {
      console.progress("Compare", compared.size(), measured.size() - 1, model.model());
      compared.add(Comparison.of(measured.getFirst(), model));
    }
    console.progress("Compare", compared.size(), measured.size() - 1, "");
    return List.copyOf(compared);
  }

  private Measured measure(Subject model, List<Wanted> left, boolean first) {
    var scores = new ArrayList<Score>();
    try (var embedder = model.open(options, Cache.folder().resolve("embeddings"), console::say)) {
      for (var wanted : List.copyOf(left)) {
        boolean dispensable = left.size() > 1;
        opened(wanted, first && dispensable)
            .flatMap(task -> measure(embedder, wanted, task, dispensable))
            .ifPresentOrElse(scores::add, () -> left.remove(wanted));
      }
      return new Measured(embedder.name(), List.copyOf(scores));
    }
  }

  /** A task with its data, or nothing where these are wrong and others can do without. */
  private Optional<Task> opened(Wanted wanted, boolean dispensable) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped; results that are known are kept");
    }
    try {
      if (wanted.revision().endsWith(CHANGED)) {
        console.say(
            "%s: files in %s have other lengths than those of %s, so it is another task; its result says '%s'"
                .formatted(
                    wanted.set.name(), wanted.data, wanted.set.card().id(), wanted.revision()));
      }
      return Optional.of(wanted.set.open(wanted.data));
    } catch (DataException e) {
      if (!dispensable) {
        throw e;
      }
      sayLeftOut(wanted, e);
      return Optional.empty();
    }
  }

  private void sayLeftOut(Wanted wanted, RuntimeException why) {
    console.say("%s is left out: %s".formatted(wanted.set.name(), why.getMessage()));
  }

  /** A score, or nothing where the vectors have none and other tasks are left. */
  private Optional<Score> measure(
      CachedEmbedder embedder, Wanted wanted, Task task, boolean dispensable) {
    try {
      return Optional.of(measure(embedder, wanted, task));
    } catch (NoScoreException e) { // anything else is a fault, and no property of the task
      if (!dispensable) {
        throw e;
      }
      sayLeftOut(wanted, e);
      return Optional.empty();
    }
  }

  private Score measure(CachedEmbedder embedder, Wanted wanted, Task task) {
    var clock = Stopwatch.now();
    var texts = task.texts();
    var watched =
        new WatchedEmbedder(
            embedder, new WatchedEmbedder.Watch(console, stop), wanted.set.name(), texts);
    var outcome = task.score(watched);
    var score =
        new Score(wanted.set.name(), task.card().kind(), outcome, interval(outcome), task.units());
    double seconds = clock.seconds();
    ResultFile.writeModel(output, embedder);
    ResultFile.of(output, embedder, wanted.set, wanted.revision())
        .write(wanted.set, score, new ResultFile.Time(seconds, watched.seconds()));
    console.say(
        "%-16s %-28s %6.2f  %,d texts, %.1f s, of which %.1f embedding"
            .formatted(
                embedder.name(),
                wanted.set.name(),
                outcome.percent(),
                texts.size(),
                seconds,
                watched.seconds()));
    return score;
  }

  private static Interval interval(Outcome outcome) {
    double score = outcome.score();
    return Double.isNaN(score)
        ? new Interval(score, score)
        : BOOTSTRAP
            .of(outcome.evidence())
            .interval(CONFIDENCE)
            .including(score); // but for rounding
  }
}
