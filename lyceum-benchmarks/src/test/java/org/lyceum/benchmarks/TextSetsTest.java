// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.tensor.DataException;

class TextSetsTest {
  private static final ModelFolder MODEL = Models.open(Lineup.MODEL);
  private static final TextSets SETS = new TextSets(null, MODEL.tokenizer());

  /** A text ends with a whole word, which may have some tokens more than were wanted. */
  private static final int LAST_WORD = 12;

  @TempDir Path folder;

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static IntSummaryStatistics lengths(List<String> texts) {
    return MODEL.tokenizer().encode(texts, 500).stream()
        .mapToInt(tokens -> tokens.length())
        .summaryStatistics();
  }

  @Test
  void makesShortTextsOfAboutThirteenTokens() {
    var lengths = lengths(SETS.get(SetName.SHORT).texts());
    assertThat(lengths.getCount()).isEqualTo(2_000);
    assertThat(lengths.getMin()).isGreaterThanOrEqualTo(6);
    assertThat(lengths.getMax()).isLessThan(24 + LAST_WORD);
    assertThat(lengths.getAverage()).isCloseTo(13.5, within(1.0));
  }

  @Test
  void makesMixedTextsWithALongTail() {
    var lengths = lengths(SETS.get(SetName.MIXED).texts());
    assertThat(lengths.getCount()).isEqualTo(1_200);
    assertThat(lengths.getMin()).isBetween(4, 6);
    assertThat(lengths.getMax()).isBetween(80, 242 + LAST_WORD);
    assertThat(lengths.getAverage()).isCloseTo(18.8, within(2.0));
  }

  @Test
  void makesLongTextsOf128To256Tokens() {
    var lengths = lengths(SETS.get(SetName.LONG).texts());
    assertThat(lengths.getCount()).isEqualTo(200);
    assertThat(lengths.getMin()).isGreaterThanOrEqualTo(128);
    assertThat(lengths.getMax()).isLessThan(256 + LAST_WORD);
    assertThat(lengths.getAverage()).isCloseTo(192, within(10.0));
  }

  @Test
  void makesTheSameTextsEveryTime() {
    var again = new TextSets(null, MODEL.tokenizer());
    for (var name : SetName.values()) {
      assertThat(again.get(name)).isEqualTo(SETS.get(name));
    }
    assertThat(SETS.made(SetName.SHORT, 5, "a")).isNotEqualTo(SETS.made(SetName.SHORT, 5, "b"));
  }

  @Test
  void readsATextALineAndNoBlankOnes() throws IOException {
    Files.write(folder.resolve("short.txt"), "one text\n\nanother\n".getBytes(UTF_8));
    var sets = new TextSets(folder, MODEL.tokenizer());
    assertThat(sets.get(SetName.SHORT))
        .isEqualTo(new TextSet("short", List.of("one text", "another")));
  }

  @Test
  void refusesAFileWithoutTexts() throws IOException {
    Files.write(folder.resolve("long.txt"), "\n\n".getBytes(UTF_8));
    var sets = new TextSets(folder, MODEL.tokenizer());
    assertThatThrownBy(() -> sets.get(SetName.LONG))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("long.txt: must hold a text a line");
  }
}
