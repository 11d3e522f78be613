// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class DistillOptionsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesABudgetOutOfRange(double minutes) {
    assertThatThrownBy(() -> new DistillOptions.Run(minutes, new Seed(1), 1, "auto", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--minutes must lie in 0.5..100000, got " + minutes);
  }

  @Test
  void refusesNoThreadsAndUnknownPrecisions() {
    assertThatThrownBy(() -> new DistillOptions.Run(1, new Seed(1), 0, "auto", false))
        .hasMessageContaining("--threads must be 1 or more, got 0");
    assertThatThrownBy(() -> new DistillOptions.Run(1, new Seed(1), 1, "half", false))
        .hasMessageContaining("--precision must be auto, float32 or bfloat16, got 'half'");
  }
}
