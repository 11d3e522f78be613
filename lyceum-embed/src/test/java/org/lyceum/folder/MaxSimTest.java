// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaxSimTest {
  private static final List<float[]> QUERY = List.of(new float[] {1, 0}, new float[] {0, 2});
  private static final List<float[]> DOCUMENT =
      List.of(new float[] {3, -1}, new float[] {-1, 0.5f}, new float[] {2, 0});

  @Test
  void isTheSumOfTheBestOfEachQueryVector() {
    // max(3, -1, 2) + max(-2, 1, 0) = 4, the mean 2
    assertThat(new MaxSim(false).score(QUERY, DOCUMENT)).isEqualTo(4);
    assertThat(new MaxSim(true).score(QUERY, DOCUMENT)).isEqualTo(2);
  }

  @Test
  void isNothingOfNoVectors() {
    assertThat(new MaxSim(false).score(List.of(), DOCUMENT)).isZero();
    assertThat(new MaxSim(true).score(QUERY, List.of())).isZero();
  }
}
