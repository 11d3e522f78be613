// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
  static Card card(String id, String source, Set<Locale> languages) {
    return new Card(
        id, Card.Kind.RETRIEVAL, Measure.NDCG_AT_10, languages, source, "MIT", "nobody 2020");
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
        .hasMessage("task 'a-v1' must have source, license and citation");
  }

  @Test
  void refusesATaskWithoutLanguage() {
    assertThatThrownBy(() -> card("a-v1", "a file", Set.of()))
        .hasMessage("task 'a-v1' must name a language");
  }

  @Test
  void demandsTheMainMeasureAmongTheScores() {
    var card = card("a-v1", "a file", Set.of(Locale.ENGLISH));
    assertThat(new Scores(card, Map.of(Measure.NDCG_AT_10, 50.0), 3).main()).isEqualTo(50);
    assertThatThrownBy(() -> new Scores(card, Map.of(Measure.RECALL_AT_100, 50.0), 3))
        .hasMessage("the scores of 'a-v1' must have NDCG_AT_10, got {RECALL_AT_100=50.0}");
    assertThatThrownBy(
            () -> new Scores(card, Map.of(Measure.NDCG_AT_10, 1.0), 3).of(Measure.COSINE_PEARSON))
        .hasMessage("task 'a-v1' has no COSINE_PEARSON, only [NDCG_AT_10]");
  }
}
