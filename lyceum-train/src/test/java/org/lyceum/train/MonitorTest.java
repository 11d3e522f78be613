// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lyceum.text.TokenIds;

class MonitorTest {
  private static final Examples GOOD = new TinyRun.RandomExamples(40, 2);

  /** Of the first rows the second text was cut, and the first text is that of row 0. */
  private record Spoiled(int spoiled) implements Examples {
    @Override
    public int size() {
      return GOOD.size();
    }

    @Override
    public int columns() {
      return GOOD.columns();
    }

    @Override
    public TokenIds tokens(int row, int column) {
      var tokens = GOOD.tokens(row, column);
      return new TokenIds(tokens.ids(), tokens.types(), row < spoiled && column == 1);
    }

    @Override
    public long identity(int row, int column) {
      return GOOD.identity(row <= spoiled ? 0 : row, column);
    }

    @Override
    public int teacherWidth() {
      return GOOD.teacherWidth();
    }

    @Override
    public float[] teacher(int row, int column) {
      return new float[GOOD.teacherWidth()];
    }

    @Override
    public String fingerprint() {
      return GOOD.fingerprint() + spoiled;
    }
  }

  @Test
  void warnsOfTextsThatAreCutAndOfDuplicatesAboveATwentieth() {
    assertThat(Monitor.cut(GOOD)).isEmpty();
    assertThat(Monitor.duplicates(GOOD)).isEmpty();
    assertThat(Monitor.cut(new Spoiled(2))).isEmpty();
    assertThat(Monitor.duplicates(new Spoiled(2))).isEmpty();
    assertThat(Monitor.cut(new Spoiled(3)).orElseThrow())
        .startsWith("3 of 40 rows have a text that is longer than the model takes");
    assertThat(Monitor.duplicates(new Spoiled(3)).orElseThrow())
        .startsWith("3 of 40 rows begin with a text that another row has");
  }

  @Test
  void warnsOfACollapseOnce() {
    var monitor = Monitor.start();
    assertThat(monitor.collapse(0.9, 1)).isEmpty();
    assertThat(monitor.collapse(0.99, 2).orElseThrow()).contains("at step 2", "0.990");
    assertThat(monitor.collapse(0.99, 3)).isEmpty();
  }
}
