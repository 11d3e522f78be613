// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/** The contract of objectives is of embeddings, which this one does not look at. */
class TokenRegressionTest {
  private final Scope scope = Scope.open("test");
  private final Objective objective = new TokenRegression();

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor matrix(long rows, double... values) {
    return Torch.tensor(values, rows, values.length / rows);
  }

  private double loss(Tensor student, Tensor teacher) {
    return objective.loss(batch(student, teacher)).item();
  }

  private static Embeddings batch(Tensor student, Tensor teacher) {
    return Embeddings.of(matrix(1, 1, 0)).withTokens(new TokenStates(student, teacher));
  }

  @Test
  void hasTheValueWorkedOutByHand() {
    // differences (0, -3), (1, 0), (0, 1): 11; the teacher's squares: 1 + 9 + 4 + 4 + 0 + 4 = 22
    var student = matrix(3, 1, 0, 3, 2, 0, 3);
    var teacher = matrix(3, 1, 3, 2, 2, 0, 2);
    assertThat(loss(student, teacher)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void isZeroForTheTeacherAndOneForNothing() {
    var teacher = matrix(2, 1, -2, 3, 4);
    assertThat(loss(teacher, teacher)).isZero();
    assertThat(loss(matrix(2, 0, 0, 0, 0), teacher)).isCloseTo(1, within(1e-12));
  }

  @Test
  void doesNotDependOnScaleOrOrderOfTheTokens() {
    var student = matrix(2, 1, 2, 3, 4);
    var teacher = matrix(2, 2, 1, 0, 5);
    double loss = loss(student, teacher);
    assertThat(loss(student.mul(7), teacher.mul(7))).isCloseTo(loss, within(1e-12));
    assertThat(loss(matrix(2, 3, 4, 1, 2), matrix(2, 0, 5, 2, 1))).isCloseTo(loss, within(1e-12));
  }

  @Test
  void hasTheGradientOfTheStatesAndNoneOfTheTeacher() {
    var student = Torch.requireGradient(matrix(1, 1, 2));
    var teacher = Torch.requireGradient(matrix(1, 3, 1));
    Torch.backward(objective.loss(batch(student, teacher)));
    // 2 (s - t) / 10
    assertThat(Objects.requireNonNull(Torch.gradient(student)).doubles())
        .containsExactly(new double[] {-0.4, 0.2}, within(1e-12));
    assertThat(Torch.gradient(teacher)).isNull();
  }

  @Test
  void refusesABatchWithoutStatesOrWithStatesThatDoNotFit() {
    assertThat(objective.needs()).containsExactly(Objective.Need.TOKENS);
    assertThatThrownBy(() -> objective.loss(Embeddings.of(matrix(1, 1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "TokenRegression[] needs the states of tokens, got none; give training a guide");
    assertThatThrownBy(() -> loss(matrix(1, 1, 0), matrix(1, 1, 0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("states of one width, got 2 of the student and 3 of the teacher");
    assertThatThrownBy(() -> new TokenStates(matrix(1, 1, 0), matrix(2, 1, 0, 0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("token states must have shapes (N, D) and (N, E), got (1, 2) and (2, 2)");
  }
}
