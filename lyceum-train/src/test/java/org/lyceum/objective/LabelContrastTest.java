// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class LabelContrastTest implements ObjectiveContract {
  private final Scope scope = Scope.open("test");

  @AfterEach
  void close() {
    scope.close();
  }

  @Override
  public Objective objective() {
    return new LabelContrast(0.5);
  }

  /** Twice the first unit vector, of different lengths, and the second. */
  private static Tensor rows() {
    return Torch.tensor(new double[] {1, 0, 2, 0, 0, 1}, 3, 2);
  }

  private static double loss(long... labels) {
    var batch = Embeddings.of(rows()).withLabels(Torch.tensor(labels, labels.length));
    return new LabelContrast(1).loss(batch).item();
  }

  /** What row 0 gives row 1 of its probability: it sees cosines of 1 and 0. */
  private static final double P = Math.E / (Math.E + 1);

  @Test
  void hasTheValueWorkedOutByHandForAPair() {
    // rows 0 and 1 each give the other P; row 2 is alone with its label
    assertThat(loss(5, 5, 6)).isCloseTo(-Math.log(P), within(1e-12));
  }

  @Test
  void averagesOverAllOfALabel() {
    double close = -(Math.log(P) + Math.log(1 - P)) / 2; // rows 0 and 1
    double far = -Math.log(0.5); // row 2 sees cosines of 0 and 0
    assertThat(loss(1, 1, 1)).isCloseTo((2 * close + far) / 3, within(1e-12));
  }

  @Test
  void averagesOverColumns() {
    var turned = Torch.tensor(new double[] {0, 1, 0, 1, 0, 1}, 3, 2); // all cosines are 1
    var labels = Torch.tensor(new long[] {5, 5, 6}, 3);
    var loss = new LabelContrast(1).loss(Embeddings.of(rows(), turned).withLabels(labels));
    assertThat(loss.item()).isCloseTo((-Math.log(P) - Math.log(0.5)) / 2, within(1e-12));
  }

  @Test
  void teachesNothingWhereNoLabelStandsTwice() {
    assertThat(loss(1, 2, 3)).isZero();
    assertThat(loss(-1, -1, -1)).isZero();
    var leaf = Torch.requireGradient(rows());
    var labels = Torch.tensor(new long[] {-1, -1, 3}, 3);
    Torch.backward(new LabelContrast(1).loss(Embeddings.of(leaf).withLabels(labels)));
    assertThat(Objects.requireNonNull(Torch.gradient(leaf)).doubles()).containsOnly(0);
  }

  @Test
  void refusesABatchWithoutLabels() {
    assertThatThrownBy(() -> new LabelContrast(1).loss(Embeddings.of(rows())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the labels of rows, got none");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesATemperatureThatIsNotPositiveAndFinite(double temperature) {
    assertThatThrownBy(() -> new LabelContrast(temperature))
        .hasMessageContaining("temperature must be positive and finite, got " + temperature);
  }
}
