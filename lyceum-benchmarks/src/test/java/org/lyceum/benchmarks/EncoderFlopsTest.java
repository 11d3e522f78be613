// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncoderFlopsTest {
  @Test
  void countsTwoOperationsForEachMultiplication() {
    // 3 tokens, 1 layer, width 2, inner 4. Linear: 3 tokens x (Q, K, V, output 4 each, up and down
    // 8 each) = 96 multiplications. Attention: 9 scores of 2 and 9 shares of 2 = 36.
    assertThat(new EncoderFlops(1, 2, 4).forward(3)).isEqualTo(2 * (96 + 36));
  }

  @Test
  void growsWithTheLayersAlone() {
    assertThat(new EncoderFlops(6, 384, 1536).forward(16))
        .isEqualTo(6 * new EncoderFlops(1, 384, 1536).forward(16));
  }

  @Test
  void isThreeTimesAsMuchInTraining() {
    var encoder = new EncoderFlops(6, 384, 1536);
    assertThat(encoder.training(16)).isEqualTo(3 * encoder.forward(16));
  }
}
