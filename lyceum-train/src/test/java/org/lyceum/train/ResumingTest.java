// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.train.TinyTraining.EXAMPLES;
import static org.lyceum.train.TinyTraining.STEPS;
import static org.lyceum.train.TinyTraining.after;
import static org.lyceum.train.TinyTraining.assertSame;
import static org.lyceum.train.TinyTraining.sampler;
import static org.lyceum.train.TinyTraining.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.objective.LabelContrast;
import org.lyceum.sampling.ShuffledSampler;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Torch;
import org.lyceum.weights.InMemoryWeights;

/** Runs that were stopped, and the checkpoints that they go on from. */
class ResumingTest {
  @TempDir Path folder;

  private TinyTraining training() {
    return TinyTraining.in(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 11})
  void resumesToTheSameWeightsWhereverItWasStopped(int at) {
    resumes(training(), at);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void resumesToTheSameWeightsOnSeveralWorkers(int workers) {
    resumes(new TinyTraining(folder, new Layout(workers, 30)), 5);
  }

  private static void resumes(TinyTraining training, int at) {
    var whole = training.whole();
    var part = training.train(settings(), after(at));
    assertThat(part.result()).isEqualTo(new Trainer.Result(at, false, part.result().best()));
    var rest = training.train(settings());
    assertThat(rest.result().finished()).isTrue();
    assertThat(rest.result().steps()).isEqualTo(STEPS);
    assertSame(rest.weights(), whole.weights());
  }

  /** Each keeps something else from step to step, or computes in another way; and its steps. */
  static Stream<Arguments> runs() {
    var usual = settings();
    return Stream.of(
        Arguments.of("best of all", usual.with(new TrainSettings.Evaluation(2, 0)), STEPS),
        Arguments.of("patience", usual.with(new TrainSettings.Evaluation(2, 3)), 2 + 3 * 2),
        Arguments.of("accumulation", usual.with(new TrainSettings.Batching(8, 3, 0)), STEPS),
        Arguments.of("gradient cache", usual.with(new TrainSettings.Batching(8, 1, 3)), STEPS),
        Arguments.of("bfloat16", usual.with(Precision.BFLOAT16), STEPS),
        Arguments.of("rows that rest", usual.with(new TrainSettings.Batching(1, 1, 0)), STEPS),
        Arguments.of(
            "all of these",
            usual
                .with(new TrainSettings.Evaluation(3, 2))
                .with(new TrainSettings.Batching(2, 2, 1))
                .with(Precision.BFLOAT16),
            3 + 2 * 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void resumesToTheSameEndHoweverOftenItWasStopped(String name, TrainSettings settings, int steps) {
    var whole = watched(settings, folder.resolve("whole"), () -> false);
    assertThat(whole.result().steps()).isEqualTo(steps);
    int[] stops = new Seed(3).stream(name).ints(0, steps).distinct().limit(3).sorted().toArray();
    int made = 0;
    for (int stop : stops) {
      var part = watched(settings, folder.resolve("parts"), after(stop - made));
      assertThat(part.result().finished()).as("stopped at %d", stop).isFalse();
      made = stop;
    }
    var rest = watched(settings, folder.resolve("parts"), () -> false);
    assertThat(rest.result()).as("stopped at %s", Arrays.toString(stops)).isEqualTo(whole.result());
    assertSame(rest.weights(), whole.weights());
  }

  private static TinyTraining.Ended watched(
      TrainSettings settings, Path folder, BooleanSupplier stop) {
    try (var trainee = TinyTraining.in(folder).trainee()) {
      var probe = new Nearness(trainee, trainee.parameters().weights());
      var sampler = new ShuffledSampler(EXAMPLES.size(), settings.batching().size(), new Seed(1));
      var result =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings)
              .run(sampler, new Trainer.Surroundings(folder, probe, TrainListener.NONE, 1e9, stop));
      return new TinyTraining.Ended(trainee.parameters().weights(), result);
    }
  }

  /** The default of {@code distill}: texts of a label keep together and are pulled together. */
  @Test
  void resumesToTheSameWeightsWhereTextsHaveLabels() {
    var whole = labeled(folder.resolve("whole"), () -> false);
    assertThat(labeled(folder.resolve("parts"), after(5)).result().finished()).isFalse();
    var rest = labeled(folder.resolve("parts"), () -> false);
    assertThat(rest.result()).isEqualTo(whole.result());
    assertSame(rest.weights(), whole.weights());
    assertThat(whole.weights().floats("embeddings.word_embeddings.weight"))
        .isNotEqualTo(
            TinyTraining.in(folder.resolve("unlabeled"))
                .whole()
                .weights()
                .floats("embeddings.word_embeddings.weight"));
  }

  private static TinyTraining.Ended labeled(Path folder, BooleanSupplier stop) {
    var objective = TinyRun.OBJECTIVE.plus(new LabelContrast(0.05).times(0.05));
    var examples = new TinyRun.LabeledExamples(EXAMPLES, 3, 20);
    try (var trainee = TinyTraining.in(folder).trainee()) {
      var sampler = ShuffledSampler.together(examples.size(), examples::label, 8, new Seed(1));
      var result =
          new Trainer(trainee, examples, objective, settings())
              .run(sampler, new Trainer.Surroundings(folder, null, TrainListener.NONE, 1e9, stop));
      return new TinyTraining.Ended(trainee.parameters().weights(), result);
    }
  }

  @Test
  void refusesTheSameTextsWithOtherLabelsOrTokens() {
    labeled(folder, after(5));
    var sampler = ShuffledSampler.together(EXAMPLES.size(), row -> row / 3, 8, new Seed(1));
    for (Examples other :
        List.of(
            new TinyRun.LabeledExamples(EXAMPLES, 4, 20),
            new TinyRun.LabeledExamples(EXAMPLES, 3, 5))) {
      long live = Torch.live();
      try (var trainee = TinyTraining.in(folder).trainee()) {
        var objective = TinyRun.OBJECTIVE.plus(new LabelContrast(0.05).times(0.05));
        long before = Torch.live();
        var trainer = new Trainer(trainee, other, objective, settings());
        var around = new Trainer.Surroundings(folder, null, TrainListener.NONE, 1e9, () -> false);
        assertThatThrownBy(() -> trainer.run(sampler, around))
            .hasMessageContaining("is of a run with other settings, objective or data");
        assertThat(Torch.live()).isEqualTo(before);
      }
      assertThat(Torch.live()).isEqualTo(live);
    }
  }

  /** How near the weights are to the first ones: best at the first measurement. */
  private record Nearness(Trainee trainee, InMemoryWeights first) implements Probe {
    @Override
    public String name() {
      return "nearness";
    }

    @Override
    public double score() {
      var now = trainee.parameters().weights();
      double far = 0;
      for (var name : first.names()) {
        float[] before = first.floats(name);
        float[] after = now.floats(name);
        for (int i = 0; i < before.length; i++) {
          far += Math.abs(after[i] - before[i]);
        }
      }
      return -far;
    }
  }

  @Test
  void keepsTheNewestCheckpointAlone() {
    training().train(settings(), after(3));
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-3");
    training().train(settings());
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-12");
  }

  @Test
  void doesNotMakeARunAgainThatIsOver() {
    var over = training().train(settings());
    var again =
        training()
            .train(
                settings(),
                training()
                    .around(
                        new TrainListener() {
                          @Override
                          public void stepped(Step step) {
                            throw new AssertionError("a step was made again");
                          }
                        }));
    assertThat(again.result()).isEqualTo(over.result());
    assertSame(again.weights(), over.weights());
  }

  @Test
  void refusesTheCheckpointOfAnotherRun() {
    training().train(settings(), after(3));
    var other = settings().with(new Seed(99));
    assertThatThrownBy(() -> training().train(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other settings, objective or data");
  }

  @Test
  void refusesTheCheckpointOfARunFromOtherWeights() {
    training().train(settings(), after(3));
    try (var trainee = training().trainee()) {
      var name = "encoder.layer.1.output.dense.bias";
      var weights = trainee.parameters().weights();
      float[] values = weights.floats(name);
      values[2] += 1e-6f;
      trainee.parameters().restore(weights.put(name, weights.shape(name), values));
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings());
      assertThatThrownBy(() -> trainer.run(sampler(), training().around(TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other first weights");
    }
  }

  @Test
  void refusesTheCheckpointOfARunWithAnotherSampler() {
    training().train(settings(), after(3));
    var other = new ShuffledSampler(EXAMPLES.size(), 8, new Seed(2));
    try (var trainee = training().trainee()) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings());
      assertThatThrownBy(() -> trainer.run(other, training().around(TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another sampler");
    }
  }

  @Test
  void refusesADamagedCheckpoint() throws IOException {
    training().train(settings(), after(3));
    var file = folder.resolve("checkpoints/checkpoint-3/model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> training().train(settings()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void ignoresACheckpointThatWasNotWholeWhenTheProcessDied() throws IOException {
    var whole = training().whole();
    training().train(settings(), after(3));
    var part = folder.resolve("checkpoints/.checkpoint-9.part");
    Files.createDirectories(part);
    Files.writeString(part.resolve("model.safetensors"), "half");
    assertSame(training().train(settings()).weights(), whole.weights());
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-12");
  }

  @Test
  void dropsLogLinesPastTheCheckpoint() throws IOException {
    training().train(settings(), after(10));
    var log = folder.resolve("train.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"step\":11,\"loss\":1}\n{\"step\":1");
    training().train(settings());
    assertThat(Files.readAllLines(log).stream().filter(line -> line.contains("loss")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"step\":10,") || line.startsWith("{\"step\":12,"));
  }
}
