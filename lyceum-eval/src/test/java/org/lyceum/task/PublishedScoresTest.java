// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Embedders;

/** The published results of all-MiniLM-L6-v2 come out here too. */
@Tag("data")
class PublishedScoresTest {
  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = Embedders.open("minilm-l6");
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void sts12IsWhatMtebPublished() {
    assertThat(Sts.sts12().score(embedder).main()).isCloseTo(72.37, within(0.05));
  }

  @Test
  void sts13IsWhatMtebPublished() {
    assertThat(Sts.sts13().score(embedder).main()).isCloseTo(80.60, within(0.05));
  }

  @Test
  void sciFactIsWhatMtebPublished() {
    var task = SciFact.find(reason -> {}).orElseGet(() -> abort("skipped: no SciFact data"));
    var scores = task.score(embedder);
    assertThat(scores.main()).isCloseTo(64.51, within(0.1));
    assertThat(scores.of(Measure.RECALL_AT_100)).isCloseTo(92.50, within(0.1));
  }
}
