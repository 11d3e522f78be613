// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/** What every objective must satisfy. A new one earns these tests by implementing this. */
interface ObjectiveContract {
  int ROWS = 5;
  int WIDTH = 4;
  int COLUMNS = 3;

  /** {@return the objective under test; it may need labels and a teacher of the same width} */
  Objective objective();

  @Test
  default void doesNotDependOnTheOrderOfTheBatch() {
    try (var scope = Scope.open("contract")) {
      var straight = objective().loss(batch(new int[] {0, 1, 2, 3, 4}));
      var turned = objective().loss(batch(new int[] {3, 1, 4, 0, 2}));
      assertThat(turned.item()).isCloseTo(straight.item(), within(1e-12));
    }
  }

  @Test
  default void leavesNoTensorBehind() {
    long before = Torch.live();
    try (var scope = Scope.open("contract")) {
      objective().loss(batch(new int[] {0, 1, 2, 3, 4}));
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  default void isAScalarThatIsFiniteAndNotNegative() {
    try (var scope = Scope.open("contract")) {
      var loss = objective().loss(batch(new int[] {0, 1, 2, 3, 4}));
      assertThat(loss.shape().rank()).isZero();
      assertThat(loss.item()).isFinite().isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  default void gradientIsWhatFiniteDifferencesSay() {
    try (var scope = Scope.open("contract")) {
      var leaves = columns("student").stream().map(Torch::requireGradient).toList();
      Torch.backward(objective().loss(of(leaves)));
      for (int column = 0; column < COLUMNS; column++) {
        double[] gradient = Objects.requireNonNull(Torch.gradient(leaves.get(column))).doubles();
        for (int i = 0; i < gradient.length; i++) {
          assertThat(gradient[i])
              .as("gradient of column %d, element %d", column, i)
              .isCloseTo(slope(column, i), within(1e-7));
        }
      }
    }
  }

  @Test
  default void isEqualToAnotherOfTheSameSettingsAndPrintsThem() {
    assertThat(objective()).isEqualTo(objective()).hasSameHashCodeAs(objective());
    assertThat(objective().toString()).contains(objective().getClass().getSimpleName());
  }

  @Test
  default void refusesABatchWithoutTheTeacherThatItNeeds() {
    if (!objective().needs().contains(Objective.Need.TEACHER)) {
      return;
    }
    try (var scope = Scope.open("contract")) {
      var batch = Embeddings.of(columns("student").toArray(Tensor[]::new));
      assertThatThrownBy(() -> objective().loss(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs the teacher's embeddings, got none");
    }
  }

  private double slope(int column, int element) {
    double step = 1e-5;
    return (shifted(column, element, step) - shifted(column, element, -step)) / (2 * step);
  }

  private double shifted(int column, int element, double by) {
    try (var scope = Scope.open("difference")) {
      var columns = new ArrayList<>(columns("student"));
      double[] values = columns.get(column).doubles();
      values[element] += by;
      columns.set(column, Torch.tensor(values, ROWS, WIDTH));
      return objective().loss(of(columns)).item();
    }
  }

  private Embeddings of(List<Tensor> columns) {
    return Embeddings.of(columns.toArray(Tensor[]::new))
        .withTeacher(columns("teacher"))
        .withLabels(labels(new int[] {0, 1, 2, 3, 4}));
  }

  private Embeddings batch(int[] order) {
    var index = Torch.tensor(java.util.Arrays.stream(order).asLongStream().toArray(), order.length);
    var student = columns("student").stream().map(t -> t.rows(index)).toList();
    var teacher = columns("teacher").stream().map(t -> t.rows(index)).toList();
    return Embeddings.of(student.toArray(Tensor[]::new))
        .withTeacher(teacher)
        .withLabels(labels(order));
  }

  /** The first and the third row are of one class, the second and the fifth of another. */
  private static Tensor labels(int[] order) {
    long[] labels = {4, 7, 4, -1, 7};
    return Torch.tensor(java.util.Arrays.stream(order).mapToLong(i -> labels[i]).toArray(), ROWS);
  }

  private static List<Tensor> columns(String name) {
    RandomGenerator random = new Seed(7).stream(name);
    var columns = new ArrayList<Tensor>();
    for (int column = 0; column < COLUMNS; column++) {
      double[] values = random.doubles((long) ROWS * WIDTH, -1, 1).toArray();
      columns.add(Torch.tensor(values, ROWS, WIDTH));
    }
    return columns;
  }
}
