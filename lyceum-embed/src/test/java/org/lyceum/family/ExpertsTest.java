// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.encoder.Activation;
import org.lyceum.nn.Linear;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class ExpertsTest {
  /** Expert i gives a state of 1 the value 10 to the power of i, before the router's weight. */
  private static double answer(double[] router, int counting) {
    try (var scope = Scope.open("experts")) {
      var choice = new Experts.Choice(3, counting, true, 1, Activation.IDENTITY);
      Tensor one = number(1);
      var experts =
          new Experts(
              new Linear(Torch.tensor(router, 3, 1), null),
              List.of(one, one, one),
              List.of(one, number(10), number(100)),
              Torch.tensor(new double[] {0}, 1),
              choice);
      return experts.apply(Torch.tensor(new double[] {1}, 1, 1, 1)).doubles()[0];
    }
  }

  private static Tensor number(double value) {
    return Torch.tensor(new double[] {value}, 1, 1);
  }

  @Test
  void takesTheLargestWeights() {
    // weights e^5 and e^5 count of e^5, e^1, e^5: each one half
    assertThat(answer(new double[] {5, 1, 5}, 2)).isEqualTo(0.5 + 50);
  }

  /** Of equal weights no more count than shall: two of three, the first ones. */
  @Test
  void takesNoMoreWhereWeightsAreEqual() {
    assertThat(answer(new double[] {2, 2, 2}, 1)).isEqualTo(1);
    assertThat(answer(new double[] {2, 2, 2}, 2)).isEqualTo(0.5 + 5);
  }
}
