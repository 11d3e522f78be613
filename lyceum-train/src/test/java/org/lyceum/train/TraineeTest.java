// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lyceum.train.TinyTraining.EXAMPLES;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.objective.EmbeddingRegression;
import org.lyceum.tensor.DType;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/** A model on several workers: its vectors, and the gradients of its losses. */
class TraineeTest {
  private final Trainee trainee = TinyRun.trainee(DType.F64, new Layout(2, 40));

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
  void accumulatesToTheGradientOfALargerBatch() {
    var rows = new int[][] {{0, 1, 2, 3}, {4, 5, 6, 7}};
    var regression = new EmbeddingRegression(EmbeddingRegression.Distance.MSE);
    double[] parts = gradients(new Gradients(trainee, regression, 0.5), rows[0], rows[1]);
    double[] whole =
        gradients(new Gradients(trainee, regression, 1), new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    assertThat(parts).containsExactly(whole, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 100})
  void cachesGradientsWithoutChangingThem(int chunk) {
    int[] rows = {0, 1, 2, 3, 4, 5, 6, 7};
    double[] whole = gradients(new Gradients(trainee, TinyRun.OBJECTIVE, 1), rows);
    trainee.parameters().zeroGrad();
    try (var scope = Scope.open("test")) {
      new Gradients(trainee, TinyRun.OBJECTIVE, 1).cached(new Batch(EXAMPLES, rows), chunk);
      double[] cached =
          Objects.requireNonNull(
                  Torch.gradient(
                      trainee.parameters().get("encoder.layer.0.intermediate.dense.weight", 16, 8)))
              .doubles();
      assertThat(cached).containsExactly(whole, within(1e-12));
    }
  }

  private static double[] gradients(Gradients gradients, int[]... batches) {
    var parameters = gradients.trainee().parameters();
    parameters.zeroGrad();
    try (var scope = Scope.open("test")) {
      for (int[] rows : batches) {
        gradients.whole(new Batch(EXAMPLES, rows));
      }
      return Objects.requireNonNull(
              Torch.gradient(parameters.get("encoder.layer.0.intermediate.dense.weight", 16, 8)))
          .doubles();
    }
  }

  @Test
  void tellsWhatAWorkerCouldNotDo() {
    var tooLong = new TokenIds(new int[33], new int[33], false);
    assertThatThrownBy(() -> trainee.forward(List.of(tooLong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 32 tokens");
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
    try (var trainee = TinyRun.trainee(DType.F32)) {
      assertThat(Torch.threads()).isEqualTo(1);
    } finally {
      Torch.threads(before);
    }
  }

  @Test
  void fillsPacksInBfloat16WithTokensThatCountForNothing() {
    // in double precision nothing is rounded, so only the filler makes a difference
    var texts = TinyRun.texts(7);
    try (var scope = Scope.open("test")) {
      double[] plain = trainee.embed(texts).doubles();
      try (var rounding = Precision.BFLOAT16.open()) {
        assertThat(trainee.embed(texts).doubles()).containsExactly(plain, within(1e-12));
      }
    }
  }

  @Test
  void encodesInGroupsWhatItEncodesAlone() {
    var texts = TinyRun.texts(20);
    try (var scope = Scope.open("test")) {
      double[] together = trainee.embed(texts).doubles();
      for (int i = 0; i < texts.size(); i++) {
        double[] alone = trainee.embed(List.of(texts.get(i))).doubles();
        for (int j = 0; j < alone.length; j++) {
          assertThat(together[i * alone.length + j]).isCloseTo(alone[j], within(1e-12));
        }
      }
    }
  }
}
