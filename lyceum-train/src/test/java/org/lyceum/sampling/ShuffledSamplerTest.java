// SPDX-License-Identifier: Apache-2.0
package org.lyceum.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
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
  void knowsWhatWasSeenInTheFirstBatches() {
    int[][] batches = {{7, 2, 3, 0}, {9, 1, 2, 5}, {4, 6, 8, 0}};
    Sampler sampler = number -> batches[(int) number];
    assertThat(sampler.seen(0, 10).stream()).isEmpty();
    assertThat(sampler.seen(1, 10).stream()).containsExactly(0, 2, 3, 7);
    assertThat(sampler.seen(2, 10).stream()).containsExactly(0, 1, 2, 3, 5, 7, 9);
    assertThat(sampler.seen(Long.MAX_VALUE, 10).stream()).hasSize(10); // and no fourth is asked for
  }

  @Test
  void keepsExamplesOfOneLabelTogether() {
    // 0, 1, 2 and 6, 7 belong together; the others are of no label
    long[] labels = {8, 8, 8, -1, -1, -1, 3, 3, -1, -1};
    var sampler = ShuffledSampler.together(10, i -> labels[i], 10, new Seed(3));
    var orders = new HashSet<List<Integer>>();
    for (int epoch = 0; epoch < 20; epoch++) {
      var order = Arrays.stream(sampler.batch(epoch)).boxed().toList();
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(order).containsSequence(0, 1, 2).containsSequence(6, 7);
      orders.add(order);
    }
    assertThat(orders).hasSizeGreaterThan(15);
  }

  @Test
  void isTheUsualOneWhereNothingBelongsTogether() {
    var usual = new ShuffledSampler(30, 7, new Seed(3));
    var other = ShuffledSampler.together(30, i -> -1, 7, new Seed(3));
    for (int batch = 0; batch < 12; batch++) {
      assertThat(other.batch(batch)).isEqualTo(usual.batch(batch));
    }
  }

  @Test
  void refusesABatchLargerThanTheExamples() {
    assertThatThrownBy(() -> new ShuffledSampler(3, 4, new Seed(1)))
        .hasMessageContaining("a batch must hold 1 to 3 examples, which is all there are, got 4");
  }
}
