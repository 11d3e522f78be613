// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecallTest {
  private static final Map<String, Integer> GRADES = Map.of("a", 1, "b", 2, "c", 0, "d", -1);

  @Test
  void isTheShareOfRelevantDocumentsAboveTheCutOff() {
    var ranked = List.of("c", "a", "d", "b");
    assertThat(new Recall(1).of(GRADES, ranked)).isZero();
    assertThat(new Recall(2).of(GRADES, ranked)).isEqualTo(0.5);
    assertThat(new Recall(4).of(GRADES, ranked)).isEqualTo(1);
  }

  @Test
  void isZeroWhereNothingIsRelevant() {
    assertThat(new Recall(2).of(Map.of("c", 0), List.of("c"))).isZero();
  }

  @Test
  void refusesACutOffBelowOne() {
    assertThatThrownBy(() -> new Recall(-1)).hasMessage("the cut-off k must be 1 or more, got -1");
  }
}
