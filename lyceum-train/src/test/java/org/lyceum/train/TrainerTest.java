// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.objective.InfoNce;
import org.lyceum.sampling.Sampler;
import org.lyceum.sampling.ShuffledSampler;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Torch;
import org.lyceum.weights.InMemoryWeights;

class TrainerTest {
  private static final int STEPS = 12;
  private static final Examples EXAMPLES = new TinyRun.RandomExamples(40, 1);

  @TempDir Path folder;
  private Layout layout = Layout.DEFAULT;

  private static TrainSettings settings() {
    return TrainSettings.DEFAULT
        .with(new Schedule(STEPS, 2, 1e-2, Schedule.Curve.COSINE))
        .with(new TrainSettings.Batching(8, 1, 0));
  }

  private static Sampler sampler() {
    return new ShuffledSampler(EXAMPLES.size(), 8, new Seed(1));
  }

  private Trainer.Surroundings around(BooleanSupplier stop, TrainListener listener) {
    return around(folder, stop, listener);
  }

  private static Trainer.Surroundings around(
      Path folder, BooleanSupplier stop, TrainListener listener) {
    return new Trainer.Surroundings(folder, null, listener, 1e9, stop);
  }

  private record Ended(InMemoryWeights weights, Trainer.Result result) {}

  private Ended train(TrainSettings settings, BooleanSupplier stop) {
    return train(settings, around(stop, TrainListener.NONE));
  }

  private Ended train(TrainSettings settings, Trainer.Surroundings around) {
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings);
      var result = trainer.run(sampler(), around);
      return new Ended(trainee.parameters().weights(), result);
    }
  }

  /** A run that nothing interrupts, in a folder of its own. */
  private Ended whole() {
    return train(settings(), around(folder.resolve("whole"), () -> false, TrainListener.NONE));
  }

  /** Says yes once it was asked so often. */
  private static BooleanSupplier after(int steps) {
    var asked = new AtomicInteger();
    return () -> asked.getAndIncrement() >= steps;
  }

  private static void assertSame(InMemoryWeights found, InMemoryWeights wanted) {
    assertThat(found.names()).isEqualTo(wanted.names());
    for (var name : wanted.names()) {
      assertThat(found.floats(name)).as(name).containsExactly(wanted.floats(name));
    }
  }

  @Test
  void makesTheSameWeightsTwice() {
    assertSame(train(settings(), () -> false).weights(), whole().weights());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 11})
  void resumesToTheSameWeightsWhereverItWasStopped(int at) {
    var whole = whole();
    var part = train(settings(), after(at));
    assertThat(part.result()).isEqualTo(new Trainer.Result(at, false, part.result().best()));
    var rest = train(settings(), () -> false);
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

  private Ended watched(TrainSettings settings, Path folder, BooleanSupplier stop) {
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var probe = new Nearness(trainee, trainee.parameters().weights());
      var sampler = new ShuffledSampler(EXAMPLES.size(), settings.batching().size(), new Seed(1));
      var result =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings)
              .run(sampler, new Trainer.Surroundings(folder, probe, TrainListener.NONE, 1e9, stop));
      return new Ended(trainee.parameters().weights(), result);
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

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void resumesToTheSameWeightsOnSeveralWorkers(int workers) {
    layout = new Layout(workers, 30);
    resumesToTheSameWeightsWhereverItWasStopped(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void findsTheSameGradientsOnAnyNumberOfWorkers(int workers) {
    int[] rows = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] wanted = gradients(new Gradients(trainee, TinyRun.OBJECTIVE, 1), rows);
    try (var other = TinyRun.trainee(DType.F64, new Layout(workers, 1_000))) {
      double[] found = gradients(new Gradients(other, TinyRun.OBJECTIVE, 1), rows);
      assertThat(found).containsExactly(wanted, within(1e-12));
    }
  }

  @Test
  void tellsWhatAWorkerCouldNotDo() {
    var tooLong = new org.lyceum.text.TokenIds(new int[33], new int[33], false);
    assertThatThrownBy(() -> trainee.forward(List.of(tooLong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 32 tokens");
  }

  @Test
  void lowersTheLoss() {
    var losses = new ArrayList<Double>();
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var longer = settings().with(new Schedule(100, 5, 1e-2, Schedule.Curve.LINEAR));
      new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, longer)
          .run(
              sampler(),
              around(
                  () -> false,
                  new TrainListener() {
                    @Override
                    public void stepped(Step step) {
                      losses.add(step.loss());
                    }
                  }));
    }
    assertThat(losses).hasSize(100);
    assertThat(losses.getLast()).isLessThan(0.7 * losses.getFirst());
  }

  @Test
  void learnsInBfloat16WhatItLearnsInFloat32() {
    assertThat(lastLoss(Precision.BFLOAT16))
        .isCloseTo(lastLoss(Precision.FLOAT32), withinPercentage(5));
  }

  /** The loss of the last of 60 steps. */
  private double lastLoss(Precision precision) {
    var losses = new ArrayList<Double>();
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var longer = settings().with(new Schedule(60, 5, 1e-2, Schedule.Curve.LINEAR));
      new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, longer.with(precision))
          .run(
              sampler(),
              around(
                  folder.resolve(precision.name()),
                  () -> false,
                  new TrainListener() {
                    @Override
                    public void stepped(Step step) {
                      losses.add(step.loss());
                    }
                  }));
    }
    return losses.getLast();
  }

  @Test
  void keepsTheNewestCheckpointAlone() {
    train(settings(), after(3));
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-3");
    train(settings(), () -> false);
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-12");
  }

  @Test
  void doesNotMakeARunAgainThatIsOver() {
    var over = train(settings(), () -> false);
    var again =
        train(
            settings(),
            around(
                () -> false,
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
    train(settings(), after(3));
    var other = settings().with(new Seed(99));
    assertThatThrownBy(() -> train(other, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other settings, objective or data");
  }

  @Test
  void refusesTheCheckpointOfARunFromOtherWeights() {
    train(settings(), after(3));
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var name = "encoder.layer.1.output.dense.bias";
      var weights = trainee.parameters().weights();
      float[] values = weights.floats(name);
      values[2] += 1e-6f;
      trainee.parameters().restore(weights.put(name, weights.shape(name), values));
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings());
      assertThatThrownBy(() -> trainer.run(sampler(), around(() -> false, TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other first weights");
    }
  }

  @Test
  void refusesTheCheckpointOfARunWithAnotherSampler() {
    train(settings(), after(3));
    var other = new ShuffledSampler(EXAMPLES.size(), 8, new Seed(2));
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings());
      assertThatThrownBy(() -> trainer.run(other, around(() -> false, TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another sampler");
    }
  }

  @Test
  void leavesNoGradientsWhereTheLossIsNotFinite() {
    var steep = settings().with(new Schedule(STEPS, 0, 1e30, Schedule.Curve.CONSTANT));
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var first = trainee.parameters().weights();
      var failing = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, steep);
      assertThatThrownBy(
              () ->
                  failing.run(
                      sampler(), around(folder.resolve("steep"), () -> false, TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class);
      trainee.parameters().restore(first);
      new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings())
          .run(sampler(), around(() -> false, TrainListener.NONE));
      assertSame(trainee.parameters().weights(), whole().weights());
    }
  }

  @Test
  void computesOnItsWorkersAlone() {
    int before = Torch.threads();
    Torch.threads(2);
    try (var trainee = TinyRun.trainee(DType.F32, new Layout(2, 100))) {
      Torch.threads(2); // whoever sets it later does not change the workers
      for (int i = 0; i < 2; i++) {
        var threads = new AtomicInteger();
        trainee.worker(i).run(() -> threads.set(Torch.threads())).join();
        assertThat(threads).hasValue(1);
      }
    } finally {
      Torch.threads(before);
    }
  }

  @Test
  void setsOneThreadAnOperationForWhoeverMakesAModel() {
    int before = Torch.threads();
    Torch.threads(2);
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      assertThat(Torch.threads()).isEqualTo(1);
    } finally {
      Torch.threads(before);
    }
  }

  @Test
  void refusesADamagedCheckpoint() throws IOException {
    train(settings(), after(3));
    var file = folder.resolve("checkpoints/checkpoint-3/model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> train(settings(), () -> false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void ignoresACheckpointThatWasNotWholeWhenTheProcessDied() throws IOException {
    var whole = whole();
    train(settings(), after(3));
    var part = folder.resolve("checkpoints/.checkpoint-9.part");
    Files.createDirectories(part);
    Files.writeString(part.resolve("model.safetensors"), "half");
    assertSame(train(settings(), () -> false).weights(), whole.weights());
    assertThat(folder.resolve("checkpoints").toFile().list()).containsExactly("checkpoint-12");
  }

  @Test
  void dropsLogLinesPastTheCheckpoint() throws IOException {
    train(settings(), after(10));
    var log = folder.resolve("train.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"step\":11,\"loss\":1}\n{\"step\":1");
    train(settings(), () -> false);
    assertThat(Files.readAllLines(log).stream().filter(line -> line.contains("loss")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"step\":10,") || line.startsWith("{\"step\":12,"));
  }

  @Test
  void keepsTheBestModelAndStopsWhereItGetsNoBetter() {
    var figures = List.of(0.1, 0.5, 0.3, 0.2, 0.4);
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var seen = new ArrayList<InMemoryWeights>();
      var probe =
          new Probe() {
            @Override
            public String name() {
              return "figures";
            }

            @Override
            public double score() {
              seen.add(trainee.parameters().weights());
              return figures.get(seen.size() - 1);
            }
          };
      var watched = settings().with(new TrainSettings.Evaluation(2, 2));
      var around = new Trainer.Surroundings(folder, probe, TrainListener.NONE, 1e9, () -> false);
      var result =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, watched).run(sampler(), around);
      assertThat(result.steps()).isEqualTo(8);
      assertThat(result.best()).contains(0.5);
      assertSame(trainee.parameters().weights(), seen.get(1));
    }
  }

  @Test
  void refusesToMeasureWithoutAProbe() {
    var watched = settings().with(new TrainSettings.Evaluation(2, 2));
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, watched);
      var around = new Trainer.Surroundings(folder, null, TrainListener.NONE, 1e9, () -> false);
      assertThatThrownBy(() -> trainer.run(sampler(), around))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ask for a measurement every 2 steps");
    }
  }

  @Test
  void takesNoNumberForTheWorstFigure() {
    var start = RunState.start("run").measured(Double.NaN);
    assertThat(start.best()).isNull();
    assertThat(start.worse()).isEqualTo(1);
    var better = start.measured(-0.5);
    assertThat(better.best()).isEqualTo(-0.5);
    assertThat(better.measured(Double.NaN).best()).isEqualTo(-0.5);
  }

  @Test
  void accumulatesToTheGradientOfALargerBatch() {
    var rows = new int[][] {{0, 1, 2, 3}, {4, 5, 6, 7}};
    var regression =
        new org.lyceum.objective.EmbeddingRegression(
            org.lyceum.objective.EmbeddingRegression.Distance.MSE);
    double[] parts = gradients(new Gradients(trainee, regression, 0.5), rows[0], rows[1]);
    double[] whole =
        gradients(new Gradients(trainee, regression, 1), new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(parts).containsExactly(whole, within(1e-12));
  }

  private final Trainee trainee = TinyRun.trainee(DType.F64, new Layout(2, 40));

  private static double[] gradients(Gradients gradients, int[]... batches) {
    var parameters = gradients.trainee().parameters();
    parameters.zeroGrad();
    try (var scope = org.lyceum.torch.Scope.open("test")) {
      for (int[] rows : batches) {
        gradients.whole(new Batch(EXAMPLES, rows));
      }
      return Objects.requireNonNull(
              Torch.gradient(parameters.get("encoder.layer.0.intermediate.dense.weight", 16, 8)))
          .doubles();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 100})
  void cachesGradientsWithoutChangingThem(int chunk) {
    int[] rows = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] whole = gradients(new Gradients(trainee, TinyRun.OBJECTIVE, 1), rows);
    trainee.parameters().zeroGrad();
    try (var scope = org.lyceum.torch.Scope.open("test")) {
      new Gradients(trainee, TinyRun.OBJECTIVE, 1).cached(new Batch(EXAMPLES, rows), chunk);
      double[] cached =
          Objects.requireNonNull(
                  Torch.gradient(
                      trainee.parameters().get("encoder.layer.0.intermediate.dense.weight", 16, 8)))
              .doubles();
      assertThat(cached).containsExactly(whole, within(1e-12));
    }
  }

  @Test
  void fillsPacksInBfloat16WithTokensThatCountForNothing() {
    // in double precision nothing is rounded, so only the filler makes a difference
    var texts = TinyRun.texts(7);
    try (var scope = org.lyceum.torch.Scope.open("test")) {
      double[] plain = trainee.embed(texts).doubles();
      try (var rounding = Precision.BFLOAT16.open()) {
        assertThat(trainee.embed(texts).doubles()).containsExactly(plain, within(1e-12));
      }
    }
  }

  @Test
  void encodesInGroupsWhatItEncodesAlone() {
    var texts = TinyRun.texts(20);
    try (var scope = org.lyceum.torch.Scope.open("test")) {
      double[] together = trainee.embed(texts).doubles();
      for (int i = 0; i < texts.size(); i++) {
        double[] alone = trainee.embed(List.of(texts.get(i))).doubles();
        for (int j = 0; j < alone.length; j++) {
          assertThat(together[i * alone.length + j]).isCloseTo(alone[j], within(1e-12));
        }
      }
    }
  }

  @Test
  void saysWhyItStopsWhereTheLossIsNotFinite() {
    var steep = settings().with(new Schedule(STEPS, 0, 1e30, Schedule.Curve.CONSTANT));
    assertThatThrownBy(() -> train(steep, () -> false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void refusesAnObjectiveThatTheExamplesCannotServe() {
    assertThatThrownBy(() -> new Trainer(trainee, EXAMPLES, new InfoNce(0.05), settings()))
        .hasMessageContaining("needs PAIRS, which the examples lack");
  }

  @Test
  void measuresAStepWithoutChangingTheModel() {
    try (var trainee = TinyRun.trainee(DType.F32, layout)) {
      var before = trainee.parameters().weights();
      double seconds =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings()).measureStep(sampler(), 2);
      assertThat(seconds).isPositive();
      assertSame(trainee.parameters().weights(), before);
    }
  }
}
