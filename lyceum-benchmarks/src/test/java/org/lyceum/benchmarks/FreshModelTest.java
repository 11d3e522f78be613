// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.Models;

class FreshModelTest {
  /** Behind the last attention only the first token counts, the one that pooling takes. */
  @Test
  void countsWhatTheCountByHandCounts() {
    var flops = FreshModel.BGE_SMALL.flops();
    for (int tokens : new int[] {1, 13, 200}) {
      double all = new EncoderFlops(12, 384, 1536).forward(tokens);
      double others = 2.0 * (tokens - 1) * (384 * 384 + 2 * 384 * 1536);
      assertThat(flops.forward(tokens)).isEqualTo(all - others);
    }
  }

  @Test
  void countsOneTokenBehindTheLastAttentionOfQwen() {
    double others = 2.0 * 12 * (384 * 384 + 3 * 384 * 1024); // of 13 tokens
    double pairs = 4 * 384 * 6 * (13 * 14 / 2.0);
    double layer = 2.0 * 384 * 384 + 2 * 384 * 128 + 3 * 384 * 1024;
    assertThat(FreshModel.QWEN3.flops().forward(13)).isEqualTo(13 * 6 * 2 * layer + pairs - others);
  }

  @Test
  void countsOnlyTokensThatSeeEachOther() {
    assertThat(FreshModel.QWEN3.pairs(0, 4)).isEqualTo(1 + 2 + 3 + 4);
    assertThat(FreshModel.MODERNBERT.pairs(0, 200)).isEqualTo(200 * 200);
    assertThat(FreshModel.MODERNBERT.pairs(1, 65)).isEqualTo(65 * 65);
    double seen = 0;
    for (int i = 0; i < 200; i++) {
      seen += Math.min(199, i + 64) - Math.max(0, i - 64) + 1;
    }
    assertThat(FreshModel.MODERNBERT.pairs(1, 200)).isEqualTo(seen);
  }

  @Test
  void countsTheMatricesOfQwen() {
    // queries and outputs 384 x 384, keys and values 384 x 128, three of 384 x 1024; one token
    double layer = 2.0 * 384 * 384 + 2 * 384 * 128 + 3 * 384 * 1024 + 2 * 384;
    assertThat(FreshModel.QWEN3.flops().forward(1)).isEqualTo(6 * 2 * layer);
  }

  @ParameterizedTest
  @EnumSource
  void isAModelThatEmbeds(FreshModel shape, @TempDir Path folder) {
    try (var like = Models.open("minilm-l6");
        var embedder =
            Embedders.open(
                shape.write(like, folder.resolve("model")), EmbedderOptions.DEFAULT.threads(1))) {
      var rows = embedder.embed(List.of("a small dog", "the market fell")).rows();
      assertThat(rows.get(0)).hasSize(384).isNotEqualTo(rows.get(1));
      double squares = 0;
      for (float value : rows.get(0)) {
        squares += value * value;
      }
      assertThat(squares).isBetween(0.9999, 1.0001);
    }
  }
}
