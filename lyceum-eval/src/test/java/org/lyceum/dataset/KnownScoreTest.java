// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnownScoreTest {
  @Test
  void isOfATaskThatThereIs() {
    assertThat(KnownScore.all()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(KnownScore.all())
        .allSatisfy(
            known -> {
              assertThat(DataSets.named(known.task()).name()).isEqualTo(known.task());
              assertThat(known.percent()).isBetween(0.0, 100.0);
            });
    assertThat(KnownScore.of("minilm-l6", "STS12"))
        .containsExactly(
            new KnownScore("minilm-l6", "STS12", "cosine_spearman", 72.37, 0.1, true, "MTEB"));
    assertThat(KnownScore.of("static", "STS12")).isEmpty();
  }

  @Test
  void agreesWithinItsTolerance() {
    var known = new KnownScore("m", "t", "accuracy", 50, 0.5, true, "here");
    assertThat(known.agreesWith(50.5)).isTrue();
    assertThat(known.agreesWith(49.4)).isFalse();
    assertThat(known.agreesWith(Double.NaN)).isFalse();
    assertThatThrownBy(() -> new KnownScore("m", "t", "accuracy", 50, 0, true, "here"))
        .hasMessage(
            "a known score must have a source, and a tolerance above 0, got 50.0, 0.0 and 'here'");
  }
}
