// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassagesTest {
  private static List<String> of(String... lines) {
    var found = new ArrayList<String>();
    var passages = new Passages(found::add);
    for (String line : lines) {
      passages.line(line);
    }
    passages.end();
    return found;
  }

  @Test
  void endBetweenSentencesOfTextWithoutSpaces() {
    String sentence = "今天天气很好我们去散步。"; // 11 letters: 16 sentences have 176, 17 too many
    assertThat(of(sentence.repeat(20))).containsExactly(sentence.repeat(16), sentence.repeat(4));
  }

  @Test
  void endBetweenLettersOfALongSentenceWithoutSpaces() {
    assertThat(of("好".repeat(400)))
        .containsExactly("好".repeat(180), "好".repeat(180), "好".repeat(40));
  }

  @Test
  void endBetweenWordsElsewhere() {
    assertThat(of("日本語 ".repeat(200)))
        .containsExactly("日本語 ".repeat(180).strip(), "日本語 ".repeat(20).strip());
  }
}
