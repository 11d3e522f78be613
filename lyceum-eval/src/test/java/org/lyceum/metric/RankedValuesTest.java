// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class RankedValuesTest {
  @Test
  void givesTheRanksOfAChoiceByHand() {
    var values = RankedValues.of(new double[] {3, 1, 3, 0.0, -0.0});
    assertThat(values.size()).isEqualTo(5);
    assertThat(values.ranks(new int[] {0, 1, 2, 3, 4})).containsExactly(4.5, 3, 4.5, 1.5, 1.5);
    assertThat(values.ranks(new int[] {1, 1, 0})).containsExactly(1.5, 1.5, 3);
    assertThat(values.ranks(new int[] {3})).containsExactly(1);
  }

  @Test
  void aCorrelationOfResamplesIsSpearmans() {
    double[] x = {3, 1, 2, 5, 5};
    double[] y = {1, 0, 4, 2, 9};
    var correlation = new RankCorrelation(x, y);
    assertThat(correlation.score()).isEqualTo(Spearman.of(x, y));
    assertThat(correlation.score(new int[] {4, 1, 1, 2}))
        .isEqualTo(Spearman.of(new double[] {5, 1, 1, 2}, new double[] {9, 0, 0, 4}));
    assertThat(correlation.score(new int[] {3})).isNaN();
  }

  @Test
  void givesWhatSortingEachChoiceGives() {
    var random = new Seed(5).stream("values");
    for (int round = 0; round < 200; round++) {
      int size = 1 + random.nextInt(60);
      double[] values =
          IntStream.range(0, size)
              .mapToDouble(i -> random.nextBoolean() ? random.nextInt(5) : random.nextGaussian())
              .toArray();
      int[] chosen =
          IntStream.range(0, 1 + random.nextInt(80)).map(i -> random.nextInt(size)).toArray();
      double[] some = IntStream.of(chosen).mapToDouble(i -> values[i]).toArray();
      assertThat(RankedValues.of(values).ranks(chosen)).containsExactly(Ranks.average(some));
    }
  }
}
