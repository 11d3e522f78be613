// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SparseVectorTest {
  private static final SparseVector VECTOR = SparseVector.of(new float[] {0, 2, -3, 0, 1});

  @Test
  void holdsWhatIsNotZero() {
    assertThat(VECTOR.dimension()).isEqualTo(5);
    assertThat(VECTOR.weights()).hasToString("{1=2.0, 2=-3.0, 4=1.0}");
  }

  @Test
  void keepsTheLargestAbsoluteWeights() {
    assertThat(VECTOR.top(2).weights()).hasToString("{1=2.0, 2=-3.0}");
    assertThat(VECTOR.top(9)).isEqualTo(VECTOR);
    assertThatThrownBy(() -> VECTOR.top(0)).hasMessageContaining("at least 1");
  }

  @Test
  void hasAnInnerProduct() {
    // 2 * 1 + -3 * 2
    assertThat(VECTOR.dot(SparseVector.of(new float[] {7, 1, 2, 7, 0}))).isEqualTo(-4);
  }
}
