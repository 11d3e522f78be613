// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lyceum.objective.EmbeddingRegression.Distance;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class EmbeddingRegressionTest implements ObjectiveContract {
  private final Scope scope = Scope.open("test");

  @AfterEach
  void close() {
    scope.close();
  }

  @Override
  public Objective objective() {
    return new EmbeddingRegression(Distance.COSINE);
  }

  private static double loss(Distance distance, double... student) {
    var teacher = Torch.tensor(new double[] {3, 4, 1, 0}, 2, 2);
    var columns = Torch.tensor(student, 2, 2);
    return new EmbeddingRegression(distance)
        .loss(Embeddings.of(columns).withTeacher(List.of(teacher)))
        .item();
  }

  @Test
  void isHalfForOneRightAngleOfTwo() {
    // row 0: parallel to (3, 4): 0; row 1: (0, 2) against (1, 0): 1
    assertThat(loss(Distance.COSINE, 6, 8, 0, 2)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void isTheMeanSquareOverRowsAndCoordinates() {
    // differences (0, 1) and (2, 0): (1 + 4) / 4
    assertThat(loss(Distance.MSE, 3, 5, 3, 0)).isCloseTo(1.25, within(1e-12));
  }

  @Test
  void isTheMeanLengthOfTheDifferences() {
    // differences (3, 4) and (0, 1): (5 + 1) / 2
    assertThat(loss(Distance.L2, 6, 8, 1, 1)).isCloseTo(3, within(1e-12));
  }

  @Test
  void isZeroForTheTeacherItself() {
    assertThat(loss(Distance.COSINE, 3, 4, 1, 0)).isCloseTo(0, within(1e-12));
    assertThat(loss(Distance.MSE, 3, 4, 1, 0)).isZero();
  }

  @Test
  void asksForAProjectionOnlyWhereTheWidthsDiffer() {
    assertThat(new EmbeddingRegression(Distance.MSE).learned(8, 8)).isEmpty();
    assertThat(new EmbeddingRegression(Distance.MSE).learned(8, 5))
        .containsExactly(
            new Objective.Learned("projection.weight", List.of(5L, 8L)),
            new Objective.Learned("projection.bias", List.of(5L)));
  }

  @Test
  void refusesOtherWidthsWithoutAProjection() {
    var batch =
        Embeddings.of(Torch.tensor(new double[] {1, 2}, 1, 2))
            .withTeacher(List.of(Torch.tensor(new double[] {1, 2, 3}, 1, 3)));
    assertThatThrownBy(() -> new EmbeddingRegression(Distance.MSE).loss(batch))
        .hasMessageContaining(
            "the parameter 'projection.weight' that the objective learns is missing");
  }
}
