// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class LayoutTest {
  @Test
  void dealsToAndFroByLength() {
    // by length 10, 20, 30, 40, 50: first to one, the next two to the other, then two to the first
    assertThat(new Layout(2, 100).shares(new int[] {50, 40, 30, 20, 10}))
        .containsExactly(new int[] {4, 1, 0}, new int[] {3, 2});
  }

  @Test
  void makesNoSharesWithoutTexts() {
    assertThat(new Layout(4, 100).shares(new int[] {3, 2})).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void dealsEveryTextOnceAndAboutTheSameWork(int workers) {
    int[] lengths = new Seed(5).stream("lengths").ints(300, 1, 250).toArray();
    var shares = new Layout(workers, 512).shares(lengths);
    assertThat(shares).hasSize(workers);
    assertThat(shares.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 300).toArray());
    int all = Arrays.stream(lengths).sum();
    for (int[] share : shares) {
      int work = Arrays.stream(share).map(text -> lengths[text]).sum();
      assertThat(Math.abs(work - all / workers)).isLessThanOrEqualTo(250);
    }
  }

  @Test
  void startsAPackWhereTheTokensAreFull() {
    assertThat(new Layout(1, 20).packs(new int[] {10, 10, 10, 50}))
        .containsExactly(new int[] {0, 1}, new int[] {2}, new int[] {3});
  }

  @Test
  void refusesImpossibleLayouts() {
    assertThatThrownBy(() -> new Layout(0, 1)).hasMessageContaining("got 0 and 1");
    assertThatThrownBy(() -> new Layout(1, 0)).hasMessageContaining("got 1 and 0");
  }
}
