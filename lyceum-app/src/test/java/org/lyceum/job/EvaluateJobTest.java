// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.dataset.DataSet;
import org.lyceum.dataset.DataSets;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.NoScoreException;
import org.lyceum.protocol.Outcome;
import org.lyceum.statistics.Interval;
import org.lyceum.task.Card;
import org.lyceum.task.Task;
import org.lyceum.tensor.DataException;

class EvaluateJobTest {
  /** In the repository. */
  private static final Path TABLE =
      Path.of("../lyceum-embed/src/test/resources/golden/folders/old/static");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  private final Console console =
      new Console() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public void progress(String what, long done, long total, String figures) {}
      };

  private List<EvaluateJob.Measured> run(String... tasks) {
    var wanted =
        List.of(tasks).stream()
            .map(task -> new EvaluateJob.Wanted(DataSets.named(task), folder))
            .toList();
    var model = new Subject.Local(TABLE.toString());
    return job().run(List.of(model, model), wanted);
  }

  private EvaluateJob job() {
    return new EvaluateJob(
        folder.resolve("results"), EmbedderOptions.DEFAULT, console, () -> false);
  }

  @Test
  void leavesATaskOutWhoseDataAreWrongForEveryModel() {
    // the folder is empty, but STS13 comes with the program
    var measured = run("SciFact", "STS13");
    assertThat(measured).hasSize(2);
    for (var model : measured) {
      assertThat(model.scores()).extracting(EvaluateJob.Score::task).containsExactly("STS13");
    }
    assertThat(measured)
        .extracting(EvaluateJob.Measured::model)
        .containsExactly("static #1", "static #2");
    assertThat(said).filteredOn(line -> line.startsWith("SciFact is left out: ")).hasSize(1);
    assertThat(folder.resolve("results")).isDirectoryRecursivelyContaining("glob:**STS13.json");
  }

  private static DataSet of(String name, ToDoubleFunction<Embedder> score) {
    var card =
        new Card(
            name + "-v1",
            Card.Kind.RETRIEVAL,
            "main",
            Set.of(Locale.ENGLISH),
            "here",
            "CC0-1.0",
            "none");
    var task =
        new Task() {
          @Override
          public Card card() {
            return card;
          }

          @Override
          public List<String> texts() {
            return List.of("a text");
          }

          @Override
          public Outcome score(Embedder embedder) {
            var value = new Evidence.Mean(new double[] {score.applyAsDouble(embedder)});
            return new Outcome(Map.of("main", value.score()), "main", value);
          }
        };
    return new DataSet(name, card, List.of(), data -> task);
  }

  /** The second model cannot be measured on one of two tasks, so that no table has it. */
  @Test
  void leavesATaskOutThatTheVectorsOfAModelHaveNoScoreOn() {
    var opened = new ArrayList<Embedder>();
    var wayward =
        of(
            "wayward",
            embedder -> {
              if (!opened.isEmpty()) {
                throw new NoScoreException("texts must have finite vectors, got NaN");
              }
              opened.add(embedder);
              return 1;
            });
    var wanted =
        List.of(
            new EvaluateJob.Wanted(wayward, folder),
            new EvaluateJob.Wanted(of("usual", embedder -> 0.5), folder));
    var model = new Subject.Local(TABLE.toString());
    var measured = job().run(List.of(model, model), wanted);
    assertThat(measured)
        .allSatisfy(
            each ->
                assertThat(each.scores())
                    .extracting(EvaluateJob.Score::task)
                    .containsExactly("usual"));
    assertThat(said).contains("wayward is left out: texts must have finite vectors, got NaN");
  }

  /** A wrong index somewhere is nothing that a task may be left out for. */
  @Test
  void doesNotTakeAFaultForATaskWithoutAScore() {
    var wrong =
        of(
            "wrong",
            embedder -> {
              throw new IllegalArgumentException("the depth must be 1 or more, got 0");
            });
    var wanted =
        List.of(
            new EvaluateJob.Wanted(wrong, folder),
            new EvaluateJob.Wanted(of("usual", embedder -> 0.5), folder));
    var models = List.<Subject>of(new Subject.Local(TABLE.toString()));
    assertThatThrownBy(() -> job().run(models, wanted)).hasMessageContaining("the depth must be");
    assertThat(said).noneMatch(line -> line.contains("is left out"));
  }

  @Test
  void measuresWithAnIntervalThatHoldsTheScore() {
    assertThat(run("STS13").getFirst().scores())
        .allSatisfy(
            score -> assertThat(score.interval().contains(score.outcome().score())).isTrue());
    var score = run("STS13").getFirst().scores().getFirst();
    assertThatThrownBy(
            () ->
                new EvaluateJob.Score(
                    "t", score.kind(), score.outcome(), new Interval(2, 3), List.of()))
        .hasMessageContaining("the interval of 't' must hold its score");
  }

  @Test
  void saysWhereTheFilesOfADataSetAreOthers() throws IOException {
    Files.createDirectories(folder.resolve("biosses"));
    var set = DataSets.named("BIOSSES");
    for (String file : set.files()) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), "other\n");
    }
    assertThat(new EvaluateJob.Wanted(set, folder).revision())
        .isEqualTo(set.card().id() + "-changed");
    var without = DataSets.named("STS13");
    assertThat(new EvaluateJob.Wanted(without, folder).revision()).isEqualTo(without.card().id());
  }

  @Test
  void failsWhereTheOnlyTaskCannotBeMeasured() {
    assertThatThrownBy(() -> run("SciFact")).isInstanceOf(DataException.class);
    assertThat(said).noneMatch(line -> line.contains("is left out"));
  }
}
