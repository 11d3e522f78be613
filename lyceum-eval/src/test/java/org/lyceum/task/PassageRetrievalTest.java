// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DataException;

class PassageRetrievalTest {
  private static Retrieval of(String... passages) {
    var all = new ArrayList<>(List.of(passages));
    for (int i = all.size(); i < 12; i++) {
      all.add("This is passage number %d. It says very little of interest.".formatted(i));
    }
    return PassageRetrieval.of("corpus.txt", all);
  }

  @Test
  void asksTheFirstSentenceForTheRest() {
    var task = of("Cats are small animals. They hunt mice. They sleep a lot.");
    assertThat(task.queryTexts().getFirst()).isEqualTo("Cats are small animals.");
    assertThat(task.documentTexts()).contains("They hunt mice. They sleep a lot.");
    assertThat(task.qrels().get("000000")).containsOnlyKeys("000000");
  }

  @Test
  void addsSentencesUntilTheQueryHasThreeWords() {
    var task = of("Look. Cats are small animals. They hunt mice at night.");
    assertThat(task.queryTexts().getFirst()).isEqualTo("Look. Cats are small animals.");
  }

  @Test
  void splitsASingleSentenceInTheMiddle() {
    assertThat(of("one two three four five six").queryTexts().getFirst())
        .isEqualTo("one two three");
  }

  @Test
  void leavesOutWhatIsTooShort() {
    assertThat(of("too short").queries()).hasSize(11);
  }

  @Test
  void takesTextsWithoutSpaces() {
    var task = of("猫是小动物。它们捉老鼠，也睡得很多。", "今天天气很好我们出去玩");
    assertThat(task.queryTexts()).startsWith("猫是小动物。", "今天天气很");
    assertThat(task.documentTexts()).contains("它们捉老鼠，也睡得很多。", "好我们出去玩");
  }

  @Test
  void refusesTooFewPassages() {
    assertThatThrownBy(
            () -> PassageRetrieval.of("corpus.txt", Collections.nCopies(12, "too short")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "corpus.txt: the held-out part must have 10 or more texts of 6 words or more to make"
                + " queries of, got 0 among 12");
  }
}
