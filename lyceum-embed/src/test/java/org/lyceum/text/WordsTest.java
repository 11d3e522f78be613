// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void areLettersWhereNoSpacesSeparateThem() {
    assertThat(Words.areSpaced("今天天气很好。")).isFalse();
    assertThat(Words.count("今天天气很好。")).isEqualTo(6);
    assertThat(Words.count("猫はJava 21が好き")).isEqualTo(7); // 猫 は Java 21 が 好 き
    assertThat(Words.areSpaced("สวัสดีชาวโลก")).isFalse();
  }

  @Test
  void areSeparatedBySpacesElsewhere() {
    assertThat(Words.areSpaced("The word 日本語 is Japanese.")).isTrue();
    assertThat(Words.areSpaced("antidisestablishmentarianism")).isTrue();
    assertThat(Words.areSpaced("오늘 날씨가 좋다")).isTrue();
    assertThat(Words.areSpaced("")).isTrue();
  }

  @Test
  void areKeptWholeInParts() {
    assertThat(Words.parts("今天，天气很好。", 4)).containsExactly("今天，天气", "很好。");
    assertThat(Words.parts("今天", 2)).containsExactly("今天");
    assertThat(Words.parts("", 2)).containsExactly("");
  }
}
