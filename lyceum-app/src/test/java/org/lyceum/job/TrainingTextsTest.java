// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.folder.Prompts;

class TrainingTextsTest {
  @Test
  void standAlternatelyBehindBothPrompts() {
    var texts = List.of("a", "b", "c");
    assertThat(TrainingTexts.prompted(texts, Prompts.of("query: ", "passage: ")))
        .containsExactly("query: a", "passage: b", "query: c");
    assertThat(TrainingTexts.prompted(texts, Prompts.NONE)).isEqualTo(texts);
  }
}
