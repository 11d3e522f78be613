// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;

class OutcomeTest {
  private static final Evidence EVIDENCE = new Evidence.Mean(new double[] {0, 1});

  @Test
  void givesItsMainMeasureAlsoInPercent() {
    var outcome = new Outcome(Map.of("f1", 0.5, "ap", 0.25), "f1", EVIDENCE);
    assertThat(outcome.score()).isEqualTo(0.5);
    assertThat(outcome.percent()).isEqualTo(50);
    assertThat(outcome.of("ap")).isEqualTo(0.25);
  }

  @Test
  void refusesAMeasureThatIsNotThere() {
    assertThatThrownBy(() -> new Outcome(Map.of("f1", 0.5), "ap", EVIDENCE))
        .hasMessage("the main measure must be one of [f1], got 'ap'");
    assertThatThrownBy(() -> new Outcome(Map.of("f1", 0.5), "f1", EVIDENCE).of("ap"))
        .hasMessage("a measure must be one of [f1], got 'ap'");
  }
}
