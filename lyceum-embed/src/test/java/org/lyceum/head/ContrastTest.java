// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class ContrastTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor unit() {
    return Torch.tensor(new double[] {1, 0, 0, 1}, 2, 2);
  }

  @Test
  void isLogOneAndInverseEForTwoOrthogonalPairsBySoftmax() {
    // logits are the 2x2 identity, so each row and column gives log(e + 1) - 1
    var contrast = new Contrast(Torch.tensor(new double[] {0}, 1), null, Contrast.Kind.SOFTMAX);
    Tensor logits = contrast.logits(unit(), unit());
    assertThat(contrast.loss(logits).item()).isCloseTo(Math.log(1 + 1 / Math.E), within(1e-12));
  }

  @Test
  void judgesEachPairByItselfBySigmoid() {
    // e^s = 2, b = -1: logits 1 where they belong, -1 elsewhere; each gives log(1 + 1/e), two a row
    var contrast =
        new Contrast(
            Torch.tensor(new double[] {Math.log(2)}, 1),
            Torch.tensor(new double[] {-1}, 1),
            Contrast.Kind.SIGMOID);
    Tensor logits = contrast.logits(unit(), unit());
    assertThat(logits.doubles()).containsExactly(new double[] {1, -1, -1, 1}, within(1e-12));
    assertThat(contrast.loss(logits).item()).isCloseTo(2 * Math.log(1 + 1 / Math.E), within(1e-12));
  }
}
