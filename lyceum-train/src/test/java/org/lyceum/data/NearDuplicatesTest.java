// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.Seed;

class NearDuplicatesTest {
  @Test
  void measuresTheJaccardSimilarityOfWordsAndWordPairs() {
    // {a, b, c, ab, bc} and {a, b, d, ab, bd}: 3 shared of 7
    assertThat(Shingles.of("a b c").similarity(Shingles.of("a b d")))
        .isCloseTo(3 / 7.0, within(1e-15));
    assertThat(Shingles.of("a b c").similarity(Shingles.of("a b c"))).isEqualTo(1);
    assertThat(Shingles.of("a b").similarity(Shingles.of("c"))).isZero();
  }

  @Test
  void ignoresCaseAndPunctuation() {
    var seen = new NearDuplicates();
    assertThat(seen.isNew("She choked with emotion.")).isTrue();
    assertThat(seen.isNew("  she CHOKED, with emotion")).isFalse();
    assertThat(seen.isNew("she choked without emotion")).isTrue();
    assertThat(seen.dropped()).isEqualTo(1);
  }

  @Test
  void dropsATextThatDiffersInAWordAtItsEnd() {
    // 12 words: 23 elements each; the last word changes 2 of them: 21 / 25 = 0.84
    var seen = new NearDuplicates();
    assertThat(seen.isNew("one two three four five six seven eight nine ten eleven twelve"))
        .isTrue();
    assertThat(seen.isNew("one two three four five six seven eight nine ten eleven thirteen"))
        .isFalse();
  }

  @Test
  void keepsATextThatDiffersInTheMiddle() {
    // the middle word changes 3 of 23 elements: 20 / 26 = 0.77
    var seen = new NearDuplicates();
    assertThat(seen.isNew("one two three four five six seven eight nine ten eleven twelve"))
        .isTrue();
    assertThat(seen.isNew("one two three four five 6 seven eight nine ten eleven twelve")).isTrue();
  }

  @Test
  void countsATextWithoutWordsAsNothingNew() {
    assertThat(new NearDuplicates().isNew("?!")).isFalse();
  }

  @Test
  void missesHardlyAnyNearDuplicateAmongMany() {
    var random = new Seed(1).stream("texts");
    var texts =
        IntStream.range(0, 5000)
            .mapToObj(
                i -> {
                  var words = new ArrayList<String>();
                  for (int w = 0; w < 20; w++) {
                    words.add("w" + random.nextInt(500));
                  }
                  return words;
                })
            .toList();
    var seen = new NearDuplicates();
    assertThat(texts.stream().filter(t -> seen.isNew(String.join(" ", t))).count()).isEqualTo(5000);
    texts.forEach(words -> words.set(0, "other"));
    long missed = texts.stream().filter(t -> seen.isNew(String.join(" ", t))).count();
    assertThat(missed).isLessThan(10);
  }

  /** Formulaic texts share their bands with many that they are not like. */
  @Test
  void missesHardlyAnyNearDuplicateAmongTextsOfOneTemplate() {
    var random = new Seed(2).stream("template");
    var seen = new NearDuplicates();
    var texts = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      texts.add(
          "order %d of customer %d left the house on day %d in box %d by road %d and came at %d"
              .formatted(
                  random.nextInt(10_000),
                  random.nextInt(10_000),
                  random.nextInt(10_000),
                  random.nextInt(10_000),
                  random.nextInt(10_000),
                  random.nextInt(10_000)));
    }
    assertThat(texts.stream().filter(seen::isNew).count()).isEqualTo(3000);
    long missed = texts.stream().filter(text -> seen.isNew(text + " sharp")).count();
    assertThat(missed).isLessThan(10);
  }

  @Test
  void knowsWhatIsLikeATextThatWasAddedThoughItWasNotNew() {
    var words = "one two three four five six seven eight nine ten eleven ";
    var middle = words + "thirteen"; // 0.84 to the first, 0.84 to the last
    var last = middle.replace("one", "1"); // 19 / 27 = 0.70 to the first
    var seen = new NearDuplicates();
    seen.add(words + "twelve");
    assertThat(seen.isNew(middle)).isFalse();
    assertThat(seen.isNew(last)).isTrue();
    var reference = new NearDuplicates();
    reference.add(words + "twelve");
    reference.add(middle);
    assertThat(reference.isNew(last)).isFalse();
    reference.add("?!");
    assertThat(reference.dropped()).isEqualTo(1);
  }

  @Test
  void givesTheSameAnswersEveryTime() {
    var texts = List.of("a b c d", "a b c d e", "x y", "X, y!", "a b c d e f");
    var first = new NearDuplicates(0.7);
    var second = new NearDuplicates(0.7);
    assertThat(texts.stream().map(first::isNew).toList())
        .isEqualTo(texts.stream().map(second::isNew).toList());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.1, Double.NaN})
  void refusesAThresholdThatIsNoShare(double threshold) {
    assertThatThrownBy(() -> new NearDuplicates(threshold))
        .hasMessage("the threshold must be above 0 and at most 1, got " + threshold);
  }

  @Test
  void knowsTextsWithoutSpacesThatDifferInALetter() {
    var seen = new NearDuplicates();
    assertThat(seen.isNew("今天天气很好我们一起去公园散步然后回家吃饭看书休息")).isTrue();
    // 25 letters, one other: 24 of 26 letters and 23 of 25 pairs at the least are shared
    assertThat(seen.isNew("今天天气很好我们一起去公园散步然后回家吃饭看书睡息")).isFalse();
    assertThat(seen.isNew("明年春天学校将举办一场关于人工智能的国际会议")).isTrue();
  }
}
