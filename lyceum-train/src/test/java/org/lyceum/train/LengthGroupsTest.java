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

class LengthGroupsTest {
  @Test
  void startsAGroupWhereTheBudgetIsFull() {
    var groups = new LengthGroups(20, 0.5).divide(new int[] {10, 10, 10});
    assertThat(groups).containsExactly(new int[] {0, 1}, new int[] {2});
  }

  @Test
  void startsAGroupWhereTooMuchWouldBePadding() {
    // 4 and 10 together are 20 places, 6 of them padding: 30 %
    assertThat(new LengthGroups(100, 0.3).divide(new int[] {10, 4})).hasSize(1);
    assertThat(new LengthGroups(100, 0.29).divide(new int[] {10, 4})).hasSize(2);
  }

  @Test
  void givesATextOverTheBudgetAGroupOfItsOwn() {
    assertThat(new LengthGroups(8, 0.9).divide(new int[] {50, 3}))
        .containsExactly(new int[] {1}, new int[] {0});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keepsEveryTextOnceAndBothBounds(long seed) {
    int[] lengths = new Seed(seed).stream("lengths").ints(300, 1, 250).toArray();
    var groups = new LengthGroups(512, 0.04).divide(lengths);
    assertThat(groups.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, 300).toArray());
    for (int[] group : groups) {
      int longest = lengths[group[group.length - 1]];
      int real = Arrays.stream(group).map(i -> lengths[i]).sum();
      int padded = longest * group.length;
      assertThat(padded).isLessThanOrEqualTo(512);
      assertThat(padded - real).isLessThanOrEqualTo((int) (0.04 * padded));
    }
  }

  @Test
  void refusesImpossibleBounds() {
    assertThatThrownBy(() -> new LengthGroups(0, 0.1)).hasMessageContaining("at least 1 token");
    assertThatThrownBy(() -> new LengthGroups(1, 1)).hasMessageContaining("got 1.0");
  }
}
