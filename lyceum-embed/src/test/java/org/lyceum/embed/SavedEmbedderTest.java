// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.SavedModel;

@Timeout(120)
class SavedEmbedderTest {
  private static final List<String> TEXTS = List.of("a small dog", "nothing", "the teacher reads");

  private static SavedEmbedder router() {
    return SavedEmbedder.open(
        SavedModel.open(GoldenFiles.path("folders/old/router")),
        EmbedderOptions.DEFAULT.threads(1));
  }

  @Test
  void refusesToWorkWhenClosed() {
    var embedder = router();
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(TEXTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed; open it again");
  }

  @Test
  void finishesWhatItBeganBeforeItCloses() throws InterruptedException {
    List<float[]> expected;
    try (var embedder = router()) {
      expected = embedder.embedDocument(TEXTS).rows();
    }
    var embedder = router();
    var closing = new Thread(embedder::close);
    Progress closed =
        (done, of) -> {
          if (done == 1) {
            closing.start();
            while (closing.getState() == Thread.State.NEW
                || closing.getState() == Thread.State.RUNNABLE) {
              Thread.onSpinWait();
            }
            assertThat(closing.getState()).isEqualTo(Thread.State.WAITING);
          }
        };
    assertThat(embedder.embed(TEXTS, new Prompt.Document(), closed).rows())
        .containsExactlyElementsOf(expected);
    closing.join();
  }
}
