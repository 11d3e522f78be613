// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantizedMatrixTest {
  @Test
  void givesEachColumnAScale() {
    // Columns (1, 0.25) and (-0.5, 2): steps of 1/127 and 2/127, so 0.25 is 31.75 and -0.5 -31.75.
    var matrix = QuantizedMatrix.of(new float[] {1, -0.5f, 0.25f, 2}, 2, new float[] {1, 1});
    assertThat(matrix.scales()).containsExactly(1f / 127, 2f / 127);
    assertThat(matrix.values()).containsExactly(255, 96, 160, 255);
  }

  @Test
  void multipliesEachRowByItsFactorFirst() {
    // The first row becomes (4, -2): columns (4, 0.25) and (-2, 2).
    var matrix = QuantizedMatrix.of(new float[] {1, -0.5f, 0.25f, 2}, 2, new float[] {4, 1});
    assertThat(matrix.scales()).containsExactly(4f / 127, 2f / 127);
    assertThat(matrix.values()).containsExactly(255, 1, 136, 255);
  }

  @Test
  void leavesAColumnOfZerosZero() {
    var matrix = QuantizedMatrix.of(new float[] {0, 0}, 1, new float[] {1, 1});
    assertThat(matrix.values()).containsOnly(128);
    assertThat(matrix.scales()[0]).isPositive();
  }
}
