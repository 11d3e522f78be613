// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models by name, by {@code fetch}. */
class FetchCommandTest {
  @Test
  void printsTheFolderOfAModelThatIsThere() {
    var run = CommandRun.example("fetch", Map.of("bge-small-en", "minilm-l6"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Path.of(run.out().strip()).resolve("modules.json")).exists();
  }

  @Test
  void refusesAnUnknownName() {
    var run = CommandRun.of("fetch", "bert-base");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("known: minilm-l6, bge-small-en, e5-small").hasLineCount(1);
  }
}
