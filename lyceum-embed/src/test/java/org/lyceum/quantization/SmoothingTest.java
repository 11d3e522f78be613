// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SmoothingTest {
  private static final Offset<Float> NEAR = Offset.offset(1e-4f);

  @Test
  void dividesAChannelMoreTheLargerItIs() {
    // 1 and 100^0.65 = 10^1.3; divided by their geometric mean 10^0.65
    float[] factors = Smoothing.factors(new float[] {1, 100}, new float[] {1, 1});
    assertThat(factors).containsExactly(new float[] {0.22387f, 4.46684f}, NEAR);
  }

  @Test
  void dividesAChannelLessTheLargerItsWeightsAre() {
    // 1 and 1/100^0.35 = 10^-0.7; divided by their geometric mean 10^-0.35
    float[] factors = Smoothing.factors(new float[] {1, 1}, new float[] {1, 100});
    assertThat(factors).containsExactly(new float[] {2.23872f, 0.44668f}, NEAR);
  }

  @Test
  void staysFiniteForAChannelThatIsNeverUsed() {
    for (float factor : Smoothing.factors(new float[] {0, 1}, new float[] {1, 0})) {
      assertThat(factor).isFinite().isPositive();
    }
  }
}
