// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepthTest {
  private static final List<String> ANIMALS =
      List.of(
          "a small dog runs over the grass",
          "the cat sleeps on the warm stones",
          "horses graze behind the barn",
          "a puppy plays with a ball",
          "two birds sit in the old tree",
          "a dog chases a cat over the grass",
          "the dog and the puppy sleep on the grass",
          "a cat plays with a small bird",
          "the horse and the dog run in the field",
          "a black cat sits on the barn",
          "small animals hide in the grass",
          "the yield of government bonds fell sharply");
  private static final List<String> FINANCE =
      List.of(
          "the central bank raised its rates",
          "shares of the company lost a tenth of their value",
          "inflation was higher than expected",
          "the fund sold its bonds at a loss",
          "taxes on profits will rise next year",
          "investors fear a recession");

  @TempDir Path folder;

  private Path texts;
  private Path others;

  @BeforeEach
  void write() throws IOException {
    texts = Files.write(folder.resolve("texts.txt"), ANIMALS);
    others = Files.write(folder.resolve("others.txt"), FINANCE);
  }

  @Test
  void runsTheExampleOfItsHelpAndTellsTwoSubjectsApart() {
    var run =
        CommandRun.example(
            "depth", Map.of("texts.txt", texts.toString(), "others.txt", others.toString()));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("texts.txt: 12 texts, depth ", "random divisions of all texts")
        .contains("the texts of others.txt differ from texts.txt");
  }

  @Test
  void asksAServiceForItsVectors() throws IOException {
    try (var service = new EmbeddingService((n, texts) -> EmbeddingService.vectors(texts))) {
      var run =
          CommandRun.of(
              "depth", texts.toString(), "--model", service.openAi(), "--batch", "5", "--top", "1");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("texts.txt: 12 texts, depth ");
      assertThat(service.asked).hasSize(1 + 12); // the first one is to know the width
      assertThat(service.requests).hasSize(1 + 3);
    }
  }

  @Test
  void showsNoDifferenceOfACorpusFromItself() {
    var run = CommandRun.of("depth", others.toString(), "--against", others.toString());
    assertThat(run.out()).contains("no difference is shown");
  }

  @Test
  void writesAllTextsWithTheOutlierLast() throws IOException {
    Path ranking = folder.resolve("ranking.jsonl");
    var run =
        CommandRun.of("depth", texts.toString(), "--output", ranking.toString(), "--top", "1");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).containsSubsequence("shallowest", ANIMALS.getLast());
    var json = new ObjectMapper();
    var lines = Files.readAllLines(ranking);
    assertThat(lines).hasSize(12);
    assertThat(json.readTree(lines.getLast()).get("text").asText()).isEqualTo(ANIMALS.getLast());
    assertThat(json.readTree(lines.getFirst()).get("depth").asDouble())
        .isGreaterThan(json.readTree(lines.getLast()).get("depth").asDouble());
  }

  @Test
  void saysWhatItCannotMeasure() throws IOException {
    Path one = Files.writeString(folder.resolve("one.txt"), "only this\n");
    var small = CommandRun.of("depth", one.toString());
    assertThat(small.code()).isEqualTo(4);
    assertThat(small.err()).contains("must hold 2 texts or more, got 1");
    var missing = CommandRun.of("depth", folder.resolve("none.txt").toString());
    assertThat(missing.code()).isEqualTo(4);
    var negative = CommandRun.of("depth", texts.toString(), "--top", "-1");
    assertThat(negative.err()).contains("--top must be 0 or more, got -1");
    var few = CommandRun.of("depth", texts.toString(), "--sample", "3");
    assertThat(few.err()).contains("4 texts or more must be taken, got 3");
  }
}
