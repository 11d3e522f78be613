// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lyceum.train.TinyTraining.EXAMPLES;
import static org.lyceum.train.TinyTraining.sampler;
import static org.lyceum.train.TinyTraining.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.objective.EmbeddingRegression;
import org.lyceum.objective.Objective;
import org.lyceum.objective.TokenRegression;
import org.lyceum.tensor.DType;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.weights.InMemoryWeights;

/** A model that trains beside a teacher. */
class GuideTest {
  private static final Objective OBJECTIVE =
      new EmbeddingRegression(EmbeddingRegression.Distance.COSINE)
          .plus(new TokenRegression().times(3));
  private static final String NAME = "encoder.layer.0.intermediate.dense.weight";
  private static final int[] ROWS = {5, 1, 9, 0, 7, 3};

  @TempDir Path folder;

  private static double loss(Trainee trainee) {
    try (var scope = Scope.open("loss")) {
      return new Gradients(trainee, OBJECTIVE, 1).whole(new Batch(EXAMPLES, ROWS)).loss();
    } finally {
      trainee.zeroGrad();
    }
  }

  private static double[] gradient(Trainee trainee) {
    try (var scope = Scope.open("gradient")) {
      new Gradients(trainee, OBJECTIVE, 1).whole(new Batch(EXAMPLES, ROWS));
      return Objects.requireNonNull(Torch.gradient(trainee.parameters().get(NAME, 16, 8)))
          .doubles();
    } finally {
      trainee.zeroGrad();
    }
  }

  /** Weights are given in single precision, which rounds the step a little. */
  private static double slope(Trainee trainee, int element) {
    double step = Math.pow(2, -14);
    return (shifted(trainee, element, step) - shifted(trainee, element, -step)) / (2 * step);
  }

  private static double shifted(Trainee trainee, int element, double by) {
    var before = trainee.parameters().weights();
    var changed = InMemoryWeights.copyOf(before);
    float[] values = before.floats(NAME).clone();
    values[element] += (float) by;
    changed.put(NAME, before.shape(NAME), values);
    trainee.parameters().restore(changed);
    double loss = loss(trainee);
    trainee.parameters().restore(before);
    return loss;
  }

  @Test
  void hasTheGradientThatFiniteDifferencesSay() {
    try (var trainee = TinyRun.guided(DType.F64, new Layout(2, 40))) {
      double[] gradient = gradient(trainee);
      for (int element : new int[] {0, 17, 60, 127}) {
        assertThat(gradient[element]).isCloseTo(slope(trainee, element), within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, 25", "3, 40", "8, 1000"})
  void isTheSameOnAnyNumberOfWorkersAndPacks(int workers, int tokens) {
    try (var one = TinyRun.guided(DType.F64, new Layout(2, 60));
        var other = TinyRun.guided(DType.F64, new Layout(workers, tokens))) {
      assertThat(loss(other)).isCloseTo(loss(one), within(1e-12));
      assertThat(gradient(other)).containsExactly(gradient(one), within(1e-12));
    }
  }

  /** What packs are filled up with in bfloat16 is no text's token. */
  @Test
  void countsTheTokensOfTextsAlone() {
    try (var trainee = TinyRun.guided(DType.F64, new Layout(2, 60))) {
      double loss = loss(trainee);
      double[] gradient = gradient(trainee);
      try (var rounding = Precision.BFLOAT16.open()) { // rounds nothing of double precision
        assertThat(loss(trainee)).isCloseTo(loss, within(1e-12));
        assertThat(gradient(trainee)).containsExactly(gradient, within(1e-12));
      }
    }
  }

  @Test
  void hasNothingToLearnFromItself() {
    try (var trainee = TinyRun.guided(DType.F64, new Layout(2, 40), 0)) {
      assertThat(loss(trainee)).isCloseTo(0, within(1e-12));
    }
  }

  /** The vectors do not count then, and have no gradient. */
  @Test
  void learnsFromStatesAlone() {
    try (var trainee = TinyRun.guided(DType.F64, new Layout(2, 40));
        var scope = Scope.open("test")) {
      var tokens = new Gradients(trainee, new TokenRegression(), 1);
      assertThat(tokens.whole(new Batch(EXAMPLES, ROWS)).loss()).isPositive();
      double[] gradient =
          Objects.requireNonNull(Torch.gradient(trainee.parameters().get(NAME, 16, 8))).doubles();
      assertThat(Arrays.stream(gradient).map(Math::abs).sum()).isPositive();
      trainee.zeroGrad();
    }
  }

  @Test
  void refusesTheCheckpointOfARunBesideAnotherGuide() {
    run(folder, TinyTraining.after(3));
    try (var trainee = TinyRun.guided(DType.F32, new Layout(2, 40), 0.2)) {
      var trainer = new Trainer(trainee, EXAMPLES, OBJECTIVE, settings());
      var around = new Trainer.Surroundings(folder, null, TrainListener.NONE, 1e9, () -> false);
      assertThatThrownBy(() -> trainer.run(sampler(), around))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is of a run with other settings");
    }
  }

  /** Examples that remember what they were taught. */
  private record Listening(Examples rows, List<String> heard) implements TinyRun.OfRows {
    @Override
    public int teacherWidth() {
      return 0; // the guide is the teacher
    }

    @Override
    public float @Nullable [] teacher(int row, int column) {
      return null;
    }

    @Override
    public void taught(int[] some, int column, List<float[]> vectors) {
      for (int i = 0; i < some.length; i++) {
        heard.add("%d/%d %.5f".formatted(some[i], column, vectors.get(i)[0]));
      }
    }
  }

  @Test
  void tellsTheExamplesTheGuidesVectorsOfTheirRows() {
    var examples = new Listening(new TinyRun.RandomExamples(16, 2), new ArrayList<>());
    try (var trainee = TinyRun.guided(DType.F32, new Layout(2, 40));
        var guide = TinyRun.guide(DType.F32, 0.1);
        var scope = Scope.open("test")) {
      new Trainer(trainee, examples, OBJECTIVE, settings())
          .run(batch -> new int[] {3, 8, 1}, TinyTraining.in(folder).around(TrainListener.NONE));
      var wanted = new ArrayList<String>();
      for (int column = 0; column < 2; column++) {
        for (int row : new int[] {3, 8, 1}) {
          float[] vector = guide.teach(List.of(examples.tokens(row, column))).vectors().floats();
          wanted.add("%d/%d %.5f".formatted(row, column, vector[0]));
        }
      }
      assertThat(examples.heard)
          .hasSize(6 * TinyTraining.STEPS)
          .startsWith(wanted.toArray(String[]::new));
    }
  }

  private InMemoryWeights run(Path place, BooleanSupplier... stops) {
    InMemoryWeights weights = null;
    for (var stop : stops) {
      try (var trainee = TinyRun.guided(DType.F32, new Layout(2, 40))) {
        new Trainer(trainee, EXAMPLES, OBJECTIVE, settings())
            .run(sampler(), new Trainer.Surroundings(place, null, TrainListener.NONE, 1e9, stop));
        weights = trainee.parameters().weights();
      }
    }
    return Objects.requireNonNull(weights);
  }

  @Test
  void resumesToTheSameWeights() {
    var whole = run(folder.resolve("whole"), () -> false);
    var parts = run(folder.resolve("parts"), TinyTraining.after(3), () -> false);
    TinyTraining.assertSame(parts, whole);
  }

  @Test
  void leavesNoTensorBehind() {
    long before = Torch.live();
    try (var trainee = TinyRun.guided(DType.F32, new Layout(2, 40))) {
      long open = Torch.live();
      loss(trainee);
      assertThat(Torch.live()).isEqualTo(open);
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void refusesTokensWithoutAGuideAndAGuideWithGradientCaching() {
    try (var alone = TinyRun.trainee(DType.F32);
        var guided = TinyRun.guided(DType.F32, Layout.DEFAULT)) {
      assertThatThrownBy(() -> new Trainer(alone, EXAMPLES, new TokenRegression(), settings()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("which the run lacks; give the model a guide");
      var cached = settings().with(new TrainSettings.Batching(8, 1, 4));
      assertThatThrownBy(() -> new Trainer(guided, EXAMPLES, OBJECTIVE, cached))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gradient caching keeps no states of tokens");
    }
  }
}
