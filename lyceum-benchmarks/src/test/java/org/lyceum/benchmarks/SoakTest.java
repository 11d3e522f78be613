// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SoakTest {
  private static final class Heard implements BenchListener {
    private final ArrayList<Long> done = new ArrayList<>();

    @Override
    public void say(String line) {}

    @Override
    public void progress(String phase, long at, long total, String what) {
      done.add(at);
    }
  }

  @Test
  void looksAtMemoryAfterEachStretch() {
    var heard = new Heard();
    var report = Soak.run("minilm-l6", 1, new Soak.Stretches(90, 30), heard);
    assertThat(report.resident()).hasSize(3).allSatisfy(bytes -> assertThat(bytes).isPositive());
    assertThat(report.tensors()).isZero();
    assertThat(heard.done).containsExactly(0L, 30L, 60L);
  }

  @Test
  void refusesTooFewTexts() {
    assertThatThrownBy(() -> Soak.run("minilm-l6", 1, 199_999, new Heard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200,000 texts or more, got 199,999");
  }
}
