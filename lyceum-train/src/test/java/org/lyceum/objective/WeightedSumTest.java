// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.objective.EmbeddingRegression.Distance;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class WeightedSumTest implements ObjectiveContract {
  @Override
  public Objective objective() {
    return new EmbeddingRegression(Distance.MSE)
        .times(10)
        .plus(new SimilarityDistillation(2).times(0.5))
        .plus(new InfoNce(1));
  }

  @Test
  void addsItsTermsByWeight() {
    try (var scope = Scope.open("test")) {
      var batch =
          Embeddings.of(Torch.tensor(new double[] {1, 0, 0, 1, 1, 1}, 3, 2))
              .withTeacher(List.of(Torch.tensor(new double[] {2, 1, 0, 1, 1, 0}, 3, 2)));
      var a = new EmbeddingRegression(Distance.COSINE);
      var b = new SimilarityDistillation(4);
      double expected = 10 * a.loss(batch).item() + 0.5 * b.loss(batch).item();
      assertThat(a.times(10).plus(b.times(0.5)).loss(batch).item())
          .isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void needsWhatItsTermsNeed() {
    assertThat(objective().needs())
        .containsExactlyInAnyOrder(Objective.Need.TEACHER, Objective.Need.PAIRS);
  }

  @Test
  void sharesAProjectionThatTwoTermsLearn() {
    var both = new EmbeddingRegression(Distance.MSE).plus(new EmbeddingRegression(Distance.COSINE));
    assertThat(both.learned(8, 5)).hasSize(2);
  }

  @Test
  void refusesAWeightOfZero() {
    assertThatThrownBy(() -> new InfoNce(1).times(0))
        .hasMessageContaining("weight must be positive and finite, got 0.0");
  }
}
