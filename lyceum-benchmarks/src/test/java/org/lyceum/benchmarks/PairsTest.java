// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;

class PairsTest {
  private static final int PAD = 9;
  private static final Pairs PAIRS = new Pairs(List.of(text(2), text(4), text(3), text(1)));

  private static TokenIds text(int length) {
    return new TokenIds(IntStream.rangeClosed(1, length).toArray(), new int[length], false);
  }

  @Test
  void putsEveryTwoTextsTogether() {
    assertThat(PAIRS.size()).isEqualTo(2);
    assertThat(PAIRS.tokens(1, 0).length()).isEqualTo(3);
    assertThat(PAIRS.tokens(1, 1).length()).isEqualTo(1);
    assertThat(PAIRS.identity(1, 0)).isNotEqualTo(PAIRS.identity(0, 1));
  }

  @Test
  void fillsUpToTheLongestOfABatch() {
    var padded = PAIRS.padded(1, PAD);
    assertThat(padded.tokens(0, 0).ids()).containsExactly(1, 2, PAD, PAD);
    assertThat(padded.tokens(0, 1).ids()).containsExactly(1, 2, 3, 4);
    assertThat(padded.tokens(1, 1).ids()).containsExactly(1, PAD, PAD);
  }

  @Test
  void countsRealTokensAlone() {
    var encoder = new EncoderFlops(1, 2, 4);
    var padded = PAIRS.padded(2, PAD);
    var one = new TrainingCase(Precision.FLOAT32, "mixed", PAIRS, padded, 2);
    double wanted = 0;
    for (int length : new int[] {2, 4, 3, 1}) {
      wanted += encoder.training(length);
    }
    assertThat(one.flops(5, encoder)).isCloseTo(wanted, within(1e-9));
    assertThat(one.padding()).isEqualTo(1 - 10.0 / 16);
    assertThat(one.name()).isEqualTo("training-fp32-padded");
  }
}
