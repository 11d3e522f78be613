// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  @Test
  void hasNothingWhereAFigureIsNotANumber() throws JsonProcessingException {
    var teacher = new Row("teacher", new Row.Quality(70.0, 60.0, 80.0, 12.0, null), COST);
    var collapsed =
        new Row("student", new Row.Quality(Double.NaN, Double.NaN, 50.0, 9.0, null), COST);
    assertThat(collapsed.figures()).containsExactly(entry("ndcg10", 9.0), entry("sts13", 50.0));
    var json = new ObjectMapper().writeValueAsString(collapsed.json(teacher));
    assertThat(json).contains("\"sts12\":null", "\"share_sts\":null").doesNotContain("NaN");
    assertThat(TableText.cells(collapsed.json(teacher)).subList(0, 7))
        .containsExactly("student", "-", "50.00", "9.00", "-", "-", "-");
  }
}
