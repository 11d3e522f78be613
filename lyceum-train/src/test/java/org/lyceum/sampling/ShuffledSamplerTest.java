// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class ShuffledSamplerTest {
  @Test
  void takesEveryExampleOnceAnEpoch() {
    var sampler = new ShuffledSampler(12, 4, new Seed(3));
    var seen = new HashSet<Integer>();
    for (int number = 0; number < 3; number++) {
      for (int row : sampler.batch(number)) {
        assertThat(seen.add(row)).isTrue();
      }
    }
    assertThat(seen).hasSize(12);
  }

  @Test
  void givesTheSameBatchForTheSameNumberInAnyOrder() {
    var forward = new ShuffledSampler(100, 7, new Seed(3));
    var back = new ShuffledSampler(100, 7, new Seed(3));
    int[][] batches = new int[40][];
    for (int number = 0; number < 40; number++) {
      batches[number] = forward.batch(number);
    }
    for (int number = 39; number >= 0; number--) {
      assertThat(back.batch(number)).containsExactly(batches[number]);
    }
  }

  @Test
  void shufflesEachEpochAnew() {
    var sampler = new ShuffledSampler(50, 50, new Seed(3));
    assertThat(sampler.batch(0)).isNotEqualTo(sampler.batch(1));
  }

  @Test
  void refusesABatchLargerThanTheExamples() {
    assertThatThrownBy(() -> new ShuffledSampler(3, 4, new Seed(1)))
        .hasMessageContaining("a batch must hold 1 to 3 examples, which is all there are, got 4");
  }
}
