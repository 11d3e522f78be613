// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.lyceum.dataset.DataSet;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.ModelFolder;
import org.lyceum.embed.Models;
import org.lyceum.text.Cache;

/**
 * Measures models on tasks. Each result is a file as soon as it is known, and what has a file is
 * not measured again; vectors are kept on disk, so that an interrupted task goes on too.
 *
 * @param output the folder of all results
 * @param options how models are opened
 * @param console told what happens
 * @param stop asked often
 */
public record EvaluateJob(
    Path output, EmbedderOptions options, Console console, BooleanSupplier stop) {
  /**
   * A task and where its data are.
   *
   * @param set the task
   * @param data the folder of data sets
   */
  public record Wanted(DataSet set, Path data) {}

  /**
   * A model's results.
   *
   * @param model as it was asked for
   * @param scores in the order of the tasks
   */
  public record Measured(String model, List<Score> scores) {
    /** {@return the mean of its scores; NaN where one is not defined} */
    public double mean() {
      return scores.stream().mapToDouble(Score::percent).average().orElse(Double.NaN);
    }
  }

  /**
   * A result.
   *
   * @param task its name
   * @param percent the main measure times 100
   */
  public record Score(String task, double percent) {}

  /**
   * {@return the results of each model, in the order given}
   *
   * @param models names or folders
   * @param tasks what they are measured on
   * @throws CancellationException if it was asked to stop; results that are known are kept
   */
  public List<Measured> run(List<String> models, List<Wanted> tasks) {
    return models.stream().map(model -> measure(model, tasks)).toList();
  }

  private Measured measure(String model, List<Wanted> tasks) {
    var scores = new ArrayList<Score>();
    var folder = Models.resolve(model);
    try (var opened = ModelFolder.open(folder);
        var embedder =
            new CachedEmbedder(
                Embedders.open(model, options),
                opened.prompts(),
                Cache.folder().resolve("embeddings"))) {
      for (var wanted : tasks) {
        var file = ResultFile.of(output, opened.name(), embedder.fingerprint(), wanted.set);
        var kept = file.read(wanted.set).orElse(null);
        if (kept == null) {
          kept = measure(embedder, wanted, file, opened.name());
        }
        scores.add(new Score(wanted.set.name(), 100 * kept.score()));
      }
    }
    return new Measured(model, List.copyOf(scores));
  }

  private ResultFile.Kept measure(
      CachedEmbedder embedder, Wanted wanted, ResultFile file, String model) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped; results that are known are kept");
    }
    var clock = Stopwatch.now();
    var task = wanted.set.open(wanted.data);
    int texts = task.texts().size();
    var watched =
        new WatchedEmbedder(
            embedder, new WatchedEmbedder.Watch(console, stop), wanted.set.name(), texts);
    var outcome = task.score(watched);
    double seconds = clock.seconds();
    file.write(wanted.set, outcome, seconds);
    console.say(
        "%-16s %-28s %6.2f  %,d texts, %.1f s"
            .formatted(model, wanted.set.name(), outcome.percent(), texts, seconds));
    return new ResultFile.Kept(outcome.score(), seconds);
  }
}
