// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
  static Card card(String id, String source, Set<Locale> languages) {
    return new Card(id, Card.Kind.RETRIEVAL, "ndcg_at_10", languages, source, "MIT", "nobody 2020");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STS12-v1", "sts12", "sts_12-v1", "-v1", "sts12-v"})
  void refusesAnIdThatIsNotKebabCaseWithAVersion(String id) {
    assertThatThrownBy(() -> card(id, "a file", Set.of(Locale.ENGLISH)))
        .hasMessage(
            "task id '%s' must be kebab-case and end in a version, such as sts12-v1".formatted(id));
  }

  @Test
  void refusesATaskWithoutProvenance() {
    assertThatThrownBy(() -> card("a-v1", " ", Set.of(Locale.ENGLISH)))
        .hasMessage("task 'a-v1' must have a main measure, source, license and citation");
  }

  @Test
  void refusesATaskWithoutLanguage() {
    assertThatThrownBy(() -> card("a-v1", "a file", Set.of()))
        .hasMessage("task 'a-v1' must name a language");
  }
}
