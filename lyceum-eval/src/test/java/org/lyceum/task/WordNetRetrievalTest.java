// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.NoScoreException;
import org.lyceum.tensor.Seed;

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

  private static List<float[]> vectors(String name, int count) {
    var random = new Seed(7).stream(name);
    return IntStream.range(0, count)
        .mapToObj(
            any -> {
              var vector = new float[5];
              for (int d = 0; d < vector.length; d++) {
                vector[d] = (float) random.nextGaussian();
              }
              return vector;
            })
        .toList();
  }

  /** Every third gloss has an example. */
  private static WordNetRetrieval.Part part(String name, int glosses, int examples) {
    return new WordNetRetrieval.Part(
        name,
        IntStream.range(0, glosses).mapToObj(i -> name + " gloss " + i).toList(),
        IntStream.range(0, examples)
            .mapToObj(i -> new WordNetRetrieval.Example(name + " example " + i, 3 * i))
            .toList());
  }

  /** Values that a search and a judgment of its own gave, before it was that of all retrieval. */
  @Test
  void hasTheValuesOfEarlierReleases() {
    var task = WordNetRetrieval.of(List.of(part("noun", 120, 30), part("verb", 80, 20)));
    var scores = task.score(vectors("queries", 50), vectors("documents", 200));
    assertThat(scores.score()).isCloseTo(0.02470918913350148, within(1e-14));
    assertThat(scores.of("recall_at_100")).isCloseTo(0.86, within(1e-14));
    var byLastDigit = Comparator.<String, String>comparing(id -> id.charAt(id.length() - 1) + id);
    var found =
        task.score(
            (ids, texts) -> (query, k) -> ids.stream().sorted(byLastDigit).limit(k).toList());
    assertThat(found.score()).isCloseTo(0.06389372898960238, within(1e-14));
    assertThat(found.of("recall_at_100")).isCloseTo(0.9, within(1e-14));
    assertThat(found.measures().keySet()).noneMatch(name -> name.startsWith("nauc_"));
  }

  @Test
  void refusesVectorsThatAreNotFinite() {
    float[] wrong = {Float.NaN, 0};
    float[] right = {1, 0};
    assertThatThrownBy(() -> TASK.score(List.of(right, right, right), List.of(wrong, right, right)))
        .isInstanceOf(NoScoreException.class)
        .hasMessageContaining("documents must have finite vectors");
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
