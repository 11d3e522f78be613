// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.data.Corpus;
import org.lyceum.data.LabeledText;
import org.lyceum.data.Split;
import org.lyceum.folder.Prompts;
import org.lyceum.tensor.Seed;

class TrainingTextsTest {
  private static final String TESTED = "a man plays a long piece on an old guitar in the park";

  @TempDir Path folder;

  @Test
  void standAlternatelyBehindBothPrompts() {
    var texts = List.of(new LabeledText("a", 7), new LabeledText("b", 7), new LabeledText("c", -1));
    assertThat(TrainingTexts.prompted(texts, Prompts.of("query: ", "passage: ")))
        .containsExactly(
            new LabeledText("query: a", 7),
            new LabeledText("passage: b", 7),
            new LabeledText("query: c", -1));
    assertThat(TrainingTexts.prompted(texts, Prompts.NONE)).isEqualTo(texts);
  }

  private Corpus corpus() throws IOException {
    var lines =
        IntStream.range(0, 400).mapToObj(i -> "text %d about subject %d".formatted(i, 7 * i));
    var tested = Stream.of(TESTED, TESTED + " today");
    return Corpus.of(
        Files.write(folder.resolve("texts.txt"), Stream.concat(lines, tested).toList()));
  }

  @Test
  void leaveOutWhatModelsAreMeasuredWith() throws IOException {
    var with = UserTexts.read(corpus(), 1_000, new Seed(1), List.of());
    assertThat(with.texts()).hasSize(401).contains(TESTED);
    var without = UserTexts.read(corpus(), 1_000, new Seed(1), List.of(TESTED));
    assertThat(without.texts()).hasSize(400).doesNotContain(TESTED, TESTED + " today");
    assertThat(without.describe(Split.of("texts", without.texts(), 2_000, new Seed(1))))
        .isEqualTo(
            "texts.txt: 360 texts, 40 held out, 0 near-duplicates dropped, 2 left out that models"
                + " are measured with");
  }

  @Test
  void areDrawnAtRandomWhereThereAreMoreThanARunCanUse() throws IOException {
    var some = UserTexts.read(corpus(), 100, new Seed(1), List.of());
    assertThat(some.texts()).hasSizeBetween(60, 140);
    assertThat(some.texts())
        .isEqualTo(UserTexts.read(corpus(), 100, new Seed(1), List.of()).texts());
    assertThat(some.texts())
        .isNotEqualTo(UserTexts.read(corpus(), 100, new Seed(2), List.of()).texts());
    assertThat(some.all()).isEqualTo(402);
    assertThat(some.describe(Split.of("texts", with(), 2_000, new Seed(1))))
        .startsWith("texts.txt: %d of 402 texts drawn at random, ".formatted(some.drawn()));
  }

  private List<String> with() throws IOException {
    return UserTexts.read(corpus(), 1_000, new Seed(1), List.of()).texts();
  }
}
