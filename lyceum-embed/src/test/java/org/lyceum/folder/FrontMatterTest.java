// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {
  @TempDir Path folder;

  @Test
  void hasPlainValuesAndTheFirstOfSeveral() {
    String card =
        """
        ---
        tags:
        - sentence-transformers
        - dense
        license: "apache-2.0" # as the weights
        base_model:
          - BAAI/bge-small-en-v1.5
        language: [en]
        widget:
        ---
        license: mit
        """;
    assertThat(FrontMatter.of(card).values())
        .isEqualTo(
            Map.of(
                "tags", "sentence-transformers",
                "license", "apache-2.0",
                "base_model", "BAAI/bge-small-en-v1.5",
                "language", "en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# A model", "---\nlicense: mit", "license: mit\n---"})
  void isEmptyWhereACardHasNone(String card) {
    assertThat(FrontMatter.of(card).value("license")).isEmpty();
  }

  @Test
  void isEmptyWhereThereIsNoCard() {
    assertThat(FrontMatter.of(folder).values()).isEmpty();
  }
}
