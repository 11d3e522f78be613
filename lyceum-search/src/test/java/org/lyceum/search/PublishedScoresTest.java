// SPDX-License-Identifier: Apache-2.0
package org.lyceum.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lyceum.dataset.SciFact;

@Tag("data")
class PublishedScoresTest {
  /**
   * Anserini's regression has 0.6789 for BM25 over title and abstract, with the same parameters.
   */
  @Test
  void sciFactByBm25IsWhatAnseriniPublished() {
    var task = SciFact.find(reason -> {}).orElseGet(() -> abort("skipped: no SciFact data"));
    var scores = task.score((ids, texts) -> Bm25.index(ids, texts)::search);
    assertThat(scores.percent()).isCloseTo(67.89, within(0.1));
  }
}
