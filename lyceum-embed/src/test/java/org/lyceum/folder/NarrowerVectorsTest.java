// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.head.HeadModule;

class NarrowerVectorsTest {
  private static final List<String> TEXTS = List.of("a small dog", "", "The Eiffel Tower");

  @TempDir Path folder;

  /** What a reader does who cuts vectors itself. */
  @ParameterizedTest
  @CsvSource({
    "folders/old/bert-cls, 12, 1",
    "folders/old/modernbert-mean-dense, 10, 0",
    "folders/old/modernbert-concat, 40, 1",
    "folders/old/static, 12, 0"
  })
  void givesTheFirstCoordinates(String golden, int width, int added) {
    Path source = GoldenFiles.path(golden);
    Path narrow = folder.resolve("narrow");
    try (var whole = ModelFolder.open(source)) {
      ModelFolderWriter.write(NarrowerVectors.of(ModelContent.of(whole), width), narrow);
      try (var read = ModelFolder.open(narrow)) {
        assertThat(read.width()).isEqualTo(width);
        assertThat(read.modules()).hasSize(whole.modules().size() + added);
        assertThat(read.spec().use().truncateDim()).isNull();
      }
    }
    try (var small = Embedders.open(narrow, EmbedderOptions.DEFAULT);
        var cutting = Embedders.open(source, EmbedderOptions.DEFAULT.truncateDim(width))) {
      var found = small.embed(TEXTS).rows();
      var wanted = cutting.embed(TEXTS).rows();
      for (int i = 0; i < TEXTS.size(); i++) {
        assertThat(Close.difference(found.get(i), wanted.get(i), new long[0])).isLessThan(1e-6);
      }
    }
  }

  @Test
  void standsBeforeTheLengthIsMadeOne() {
    try (var whole = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      var modules = NarrowerVectors.of(ModelContent.of(whole), 8).spec().modules();
      assertThat(whole.spec().normalizes()).isTrue();
      assertThat(modules.getLast()).isInstanceOf(HeadModule.Normalize.class);
    }
  }

  @Test
  void refusesAWidthThatTheModelDoesNotHave() {
    try (var whole = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      var content = ModelContent.of(whole);
      assertThatThrownBy(() -> NarrowerVectors.of(content, 33))
          .hasMessageContaining(
              "the width must be from 1 to that of the model's vectors, 32, got 33");
      assertThatThrownBy(() -> NarrowerVectors.of(content, 0)).hasMessageContaining("got 0");
    }
  }
}
