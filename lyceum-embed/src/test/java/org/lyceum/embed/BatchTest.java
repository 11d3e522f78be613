// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class BatchTest {
  private static int[] falling(int... lengths) {
    int[] sorted = Arrays.stream(lengths).sorted().toArray();
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      int swap = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = swap;
    }
    return sorted;
  }

  @Test
  void fillsTheBudgetWithEqualTexts() {
    int[] lengths = new int[10];
    Arrays.fill(lengths, 16);
    assertThat(Batch.of(lengths, 64))
        .containsExactly(new Batch(0, 4, 16), new Batch(4, 8, 16), new Batch(8, 10, 16));
  }

  @Test
  void keepsToOneInTenPaddedPositions() {
    // 10 and 9: 1 of 20 positions is padding. 10, 9, 8: 3 of 30, one in ten. A 7 more: 6 of 40.
    assertThat(Batch.of(new int[] {10, 9, 8, 7}, 1000))
        .containsExactly(new Batch(0, 3, 10), new Batch(3, 4, 7));
  }

  @Test
  void givesATextBeyondTheBudgetABatchOfItsOwn() {
    assertThat(Batch.of(new int[] {300, 299, 2}, 256))
        .containsExactly(new Batch(0, 1, 300), new Batch(1, 2, 299), new Batch(2, 3, 2));
  }

  @Test
  void leavesOutTextsOfNoTokens() {
    assertThat(Batch.of(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, 256))
        .containsExactly(new Batch(0, 10, 1));
    assertThat(Batch.of(new int[] {0, 0}, 256)).isEmpty();
  }

  @Test
  void hasNoBatchesOfNoTexts() {
    assertThat(Batch.of(new int[0], 256)).isEmpty();
  }

  /** Texts of 192 tokens and more are computed in another way where nothing is padding. */
  @Test
  void padsNoLongText() {
    assertThat(Batch.of(new int[] {200, 199, 192, 192, 191, 190}, 1_000))
        .containsExactly(
            new Batch(0, 1, 200), new Batch(1, 2, 199), new Batch(2, 4, 192), new Batch(4, 6, 191));
  }

  @Test
  void keepsItsLawsWhateverTheLengths() {
    RandomGenerator random = new Seed(3).stream("lengths");
    for (int trial = 0; trial < 300; trial++) {
      int longest = 1 + random.nextInt(500);
      int budget = 1 + random.nextInt(1500);
      int[] lengths = falling(random.ints(random.nextInt(400), 1, longest + 1).toArray());
      int next = 0;
      for (Batch batch : Batch.of(lengths, budget)) {
        assertThat(batch.from()).isEqualTo(next);
        assertThat(batch.to()).isGreaterThan(next);
        assertThat(batch.tokens()).isEqualTo(lengths[batch.from()]);
        assertThat(batch.size() == 1 || batch.positions() <= budget).isTrue();
        long real = Arrays.stream(lengths, batch.from(), batch.to()).sum();
        assertThat(batch.positions() - real).isLessThanOrEqualTo(batch.positions() / 10);
        next = batch.to();
      }
      assertThat(next).isEqualTo(lengths.length);
    }
  }
}
