// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Similarity;
import org.lyceum.tensor.DataException;
import org.lyceum.torch.Precision;

class TorchEmbedderTest {
  private static final List<String> TEXTS =
      List.of("the student answers", "a question about light and time", "x", "the student answers");

  @Test
  void givesTheVectorsOfTheGraph() {
    var path = GoldenFiles.path("folders/old/bert-mean");
    try (var folder = ModelFolder.open(path);
        var graph = Embedders.open(path.toString(), EmbedderOptions.DEFAULT);
        var torch = TorchEmbedder.of(folder, new Layout(2, 8), Precision.FLOAT32)) {
      var wanted = graph.embed(TEXTS).rows();
      var found = torch.embed(TEXTS).rows();
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(found.get(i)).containsExactly(wanted.get(i), within(1e-5f));
      }
    }
  }

  @Test
  void isAnotherModelInAnotherPrecisionButNearIt() {
    var path = GoldenFiles.path("folders/old/bert-mean");
    try (var folder = ModelFolder.open(path);
        var full = TorchEmbedder.of(folder, Layout.DEFAULT, Precision.FLOAT32);
        var half = TorchEmbedder.of(folder, Layout.DEFAULT, Precision.BFLOAT16)) {
      assertThat(half.fingerprint()).isNotEqualTo(full.fingerprint());
      var wanted = full.embed(TEXTS).rows();
      var found = half.embed(TEXTS).rows();
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(found.get(i)).isNotEqualTo(wanted.get(i));
        assertThat(Similarity.COSINE.of(found.get(i), wanted.get(i))).isGreaterThan(0.999);
      }
    }
  }

  @Test
  void refusesAModelWhosePromptsDoNotCount() {
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-mean-noprompt"))) {
      assertThatThrownBy(() -> TorchEmbedder.of(folder, Layout.DEFAULT, Precision.FLOAT32))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("its prompts do not count in pooling (include_prompt is false)");
    }
  }

  @Test
  void givesTheSameToThreadsThatAskAtOnce() {
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-mean"));
        var torch = TorchEmbedder.of(folder, new Layout(2, 8), Precision.FLOAT32)) {
      var wanted = torch.embed(TEXTS).rows();
      var found =
          IntStream.range(0, 16).parallel().mapToObj(i -> torch.embed(TEXTS).rows()).toList();
      for (var rows : found) {
        for (int i = 0; i < TEXTS.size(); i++) {
          assertThat(rows.get(i)).containsExactly(wanted.get(i));
        }
      }
    }
  }
}
