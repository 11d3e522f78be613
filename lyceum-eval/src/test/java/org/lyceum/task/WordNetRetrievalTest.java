// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordNetRetrievalTest {
  private static final WordNetRetrieval.Part VERBS =
      new WordNetRetrieval.Part(
          "verb",
          List.of("go by foot", "breathe air", "go by foot"),
          List.of(
              new WordNetRetrieval.Example("she walks", 2),
              new WordNetRetrieval.Example("he breathes", 1)));
  private static final WordNetRetrieval.Part NOUNS =
      new WordNetRetrieval.Part(
          "noun", List.of("a thing"), List.of(new WordNetRetrieval.Example("this thing", 0)));
  private static final WordNetRetrieval.Part ADVERBS =
      new WordNetRetrieval.Part("adv", List.of("quickly"), List.of());

  private static final WordNetRetrieval TASK = WordNetRetrieval.of(List.of(VERBS, NOUNS, ADVERBS));

  @Test
  void searchesEachPartOfSpeechForItself() {
    assertThat(TASK.parts()).hasSize(2);
    assertThat(TASK.queryTexts()).containsExactly("she walks", "he breathes", "this thing");
  }

  @Test
  void makesEqualGlossesOneDocument() {
    assertThat(TASK.documentTexts()).containsExactly("breathe air", "go by foot", "a thing");
  }

  @Test
  void countsEveryQueryTheSame() {
    float[] foot = {1, 0};
    float[] air = {0, 1};
    // walks finds its gloss first (1), breathes second (1 / log2 3), thing is alone (1)
    var scores = TASK.score(List.of(foot, foot, air), List.of(air, foot, foot));
    assertThat(scores.evidence().size()).isEqualTo(3);
    assertThat(scores.percent()).isCloseTo(100 * (2 + Math.log(2) / Math.log(3)) / 3, within(1e-9));
  }

  @Test
  void isScoredByASearcherToo() {
    var scores = TASK.score((ids, texts) -> (query, k) -> List.of(ids.getFirst()));
    assertThat(scores.percent()).isCloseTo(200 / 3.0, within(1e-9));
  }

  @Test
  void refusesTooFewVectors() {
    assertThatThrownBy(() -> TASK.score(List.of(new float[2]), List.of(new float[2])))
        .hasMessage(
            "task 'wordnet-example-gloss-v1' needs vectors for its 3 queries and 3 documents,"
                + " got 1 and 1");
  }

  @Test
  void refusesToMeasureWithoutExamples() {
    assertThatThrownBy(() -> WordNetRetrieval.of(List.of(ADVERBS)))
        .hasMessage("a part of speech with queries is needed, got none");
  }
}
