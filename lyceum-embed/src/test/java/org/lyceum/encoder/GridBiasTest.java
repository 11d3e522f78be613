// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GridBiasTest {
  @Test
  void hasARowForEachDifference() {
    // 2 x 3 patches, differences -1..1 and -2..2: 15 rows; the middle one is 7
    var row = GridBias.differences(2, 3);
    assertThat(row.applyAsInt(4, 4)).isEqualTo(7);
    assertThat(row.applyAsInt(0, 5)).isZero(); // from the first to the last: -1, -2
    assertThat(row.applyAsInt(5, 0)).isEqualTo(14);
    assertThat(row.applyAsInt(1, 0)).isEqualTo(8); // one to the right
    assertThat(row.applyAsInt(3, 0)).isEqualTo(12); // one down
  }

  @Test
  void hasThreeRowsForTheClassTokenAfterAllOthers() {
    var row = GridBias.differencesBehindClass(2, 3);
    assertThat(row.applyAsInt(0, 3)).isEqualTo(15);
    assertThat(row.applyAsInt(3, 0)).isEqualTo(16);
    assertThat(row.applyAsInt(0, 0)).isEqualTo(17);
    assertThat(row.applyAsInt(2, 1)).isEqualTo(8);
  }
}
