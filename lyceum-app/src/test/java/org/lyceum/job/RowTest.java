// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class RowTest {
  private static final Row.Cost COST = new Row.Cost(10.0, 5.0, 100L, 1_000L);

  @Test
  void hasTheFiguresThatWereMeasuredAndNoSpeeds() {
    var row = new Row("student", new Row.Quality(70.0, 61.5, null, 14.5, null), COST);
    assertThat(row.figures())
        .containsExactly(
            entry("ndcg10", 14.5), entry("sts12", 70.0), entry("sts12_without_msrvid", 61.5));
    assertThat(new Row("student", Row.Quality.NONE, COST).figures()).isEmpty();
  }
}
