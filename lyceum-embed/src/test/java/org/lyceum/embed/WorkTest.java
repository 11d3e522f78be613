// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.folder.Models;

class WorkTest {
  @Test
  void saysHowMuchWasPadding() {
    assertThat(new Work(30, 40).padding()).isEqualTo(0.25);
    assertThat(new Work(0, 0).padding()).isZero();
    assertThat(new Work(30, 40).since(new Work(10, 10))).isEqualTo(new Work(20, 30));
  }

  @Test
  void countsTokensAndPositionsOfAnEmbedder() {
    var options = EmbedderOptions.DEFAULT.threads(1).tokenBudget(1_000);
    try (var embedder = OnnxEmbedder.open(Models.open("minilm-l6"), options)) {
      var before = embedder.work();
      embedder.embed(List.of("one two three four five six seven eight nine ten", "one two three"));
      assertThat(embedder.work().since(before)).isEqualTo(new Work(12 + 5, 12 + 5)); // 2 batches
      assertThat(embedder.pace()).isEqualTo(new Pace(1_000, 1));
    }
  }
}
