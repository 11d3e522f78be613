// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.tensor.DataException;

class TokenizerTest {
  private static final String BERT = "encoders/bert";
  private Tokenizer tokenizer;

  @BeforeEach
  void open() {
    tokenizer = Tokenizer.open(GoldenFiles.path(BERT));
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static void agrees(Tokenizer tokenizer) {
    JsonNode golden = GoldenFiles.json(BERT + "/tokens.json");
    for (JsonNode single : golden.path("single")) {
      var text = List.of(single.path("text").asText());
      var tokens = tokenizer.encode(text, 10_000).getFirst();
      assertThat(tokens.ids()).as("ids of %s", text).containsExactly(ints(single.path("ids")));
      assertThat(tokens.types()).containsExactly(ints(single.path("types")));
      assertThat(tokens.truncated()).isFalse();
      assertThat(tokenizer.encodeWithoutSpecials(text).getFirst().length())
          .isEqualTo(single.path("no_specials").size());
    }
    assertThat(tokenizer.vocabulary()).isEqualTo(golden.path("vocab_size").asInt());
  }

  @Test
  void agreesWithTheReference() {
    agrees(tokenizer);
  }

  @Test
  void agreesWithTheReferenceWhenOnlyAVocabularyIsThere(@TempDir Path folder) {
    Path copy = TestFolders.copy(BERT, folder);
    TestFolders.delete(copy.resolve("tokenizer.json"));
    try (var fromWords = Tokenizer.open(copy)) {
      agrees(fromWords);
      assertThat(fromWords.padId()).isZero();
    }
  }

  @Test
  void cutsAtTheLimitAndSaysSo() {
    var texts = List.of("a", "The student answers the question of the teacher today.");
    var whole = tokenizer.encode(texts, 1000);
    int length = whole.get(1).length();
    var fits = tokenizer.encode(texts, length);
    assertThat(fits).extracting(TokenIds::truncated).containsExactly(false, false);
    var cut = tokenizer.encode(texts, length - 1);
    assertThat(cut).extracting(TokenIds::truncated).containsExactly(false, true);
    int[] ids = cut.get(1).ids();
    assertThat(ids).hasSize(length - 1);
    assertThat(ids[0]).isEqualTo(whole.get(1).ids()[0]);
    assertThat(ids[length - 2]).isEqualTo(whole.get(1).ids()[length - 1]); // [SEP] stays
  }

  @Test
  void ignoresTruncationAndPaddingOfItsFile(@TempDir Path folder) {
    Path copy = TestFolders.copy(BERT, folder);
    TestFolders.replace(
        copy.resolve("tokenizer.json"),
        "\"truncation\":\\s*null,\\s*\"padding\":\\s*null",
        """
        "truncation":{"direction":"Right","max_length":4,"strategy":"LongestFirst","stride":0},
        "padding":{"strategy":{"Fixed":9},"direction":"Right","pad_to_multiple_of":null,
        "pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"}\
        """);
    try (var trapped = Tokenizer.open(copy)) {
      agrees(trapped);
    }
  }

  @Test
  void takesTheEmptyText() {
    assertThat(tokenizer.encode(List.of(""), 8).getFirst().ids()).containsExactly(2, 3);
    assertThat(tokenizer.encodeWithoutSpecials(List.of("")).getFirst().length()).isZero();
  }

  @Test
  void givesEachTextArraysOfItsOwn() {
    try (var tokenizer = Tokenizer.open(GoldenFiles.path("encoders/bert"))) {
      var first = tokenizer.encode(List.of("a small dog"), 64).getFirst();
      Arrays.fill(first.types(), 1);
      var second = tokenizer.encode(List.of("a small dog"), 64).getFirst();
      assertThat(second.types()).containsOnly(0);
    }
  }

  @Test
  void takesHalvesOfSurrogatePairsAndZeros() {
    assertThat(tokenizer.encode(List.of("a \ud83d b", "a\u0000b", "\udc00"), 16)).hasSize(3);
  }

  @Test
  void countsThePromptWithItsStartAndWithoutItsEnd() {
    var prompt = "passage: ";
    int all = tokenizer.encode(List.of(prompt), 100).getFirst().length();
    assertThat(tokenizer.promptTokens(prompt)).isEqualTo(all - 1);
  }

  @Test
  void knowsItsTokens() {
    assertThat(tokenizer.token(2)).isEqualTo("[CLS]");
    assertThat(tokenizer.id("[SEP]")).hasValue(3);
    assertThat(tokenizer.unknownId()).hasValue(1);
    assertThat(tokenizer.isSpecial(4)).isTrue();
    assertThat(tokenizer.token(-1)).isNull();
    assertThat(tokenizer.id("no such token")).isEmpty();
  }

  @Test
  void givesTheSameOnManyThreads() {
    var texts = IntStream.range(0, 200).mapToObj(i -> "The student answers " + i).toList();
    var one = tokenizer.encode(texts, 16);
    var many =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> tokenizer.encode(List.of(texts.get(i)), 8 + i % 9).getFirst())
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      int shared = Math.min(one.get(i).length(), many.get(i).length()) - 1;
      assertThat(Arrays.copyOf(many.get(i).ids(), shared))
          .containsExactly(Arrays.copyOf(one.get(i).ids(), shared));
    }
  }

  @Test
  void refusesALimitThatLeavesNoRoomForText() {
    assertThatThrownBy(() -> tokenizer.encode(List.of("a"), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTokens must be at least 3")
        .hasMessageContaining("got 2");
  }

  @Test
  void refusesToWorkAfterItWasClosed() {
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.encode(List.of("a"), 8))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesAFolderWithoutTokenizer(@TempDir Path folder) {
    assertThatThrownBy(() -> Tokenizer.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold a tokenizer: tokenizer.json, or vocab.txt");
  }

  @Test
  void refusesABrokenFile(@TempDir Path folder) {
    Path copy = TestFolders.copy(BERT, folder);
    TestFolders.replace(copy.resolve("tokenizer.json"), "WordPiece\",", "WordPeace\",");
    assertThatThrownBy(() -> Tokenizer.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2000000000", "2147483647", "5000000000", "-1", "1.5", "null"})
  void refusesAnIdThatNoVocabularyHas(String id, @TempDir Path folder) {
    Path copy = TestFolders.copy(BERT, folder);
    Path file = copy.resolve("tokenizer.json");
    TestFolders.replace(
        file,
        "\"added_tokens\":\\s*\\[",
        "\"added_tokens\": [{\"id\": %s, \"content\": \"far\"}, ".formatted(id));
    assertThatThrownBy(() -> Tokenizer.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "%s: ids must be integers from 0 to 16777215, got %s of 'far'".formatted(file, id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"x\": {}}  | the keys of 'added_tokens_decoder' must be ids, got 'x'",
        "[1]        | 'added_tokens_decoder' must be an object, got [1]",
      })
  void refusesAddedTokensWithoutIds(String decoder, String message, @TempDir Path folder)
      throws IOException {
    Path copy = TestFolders.copy(BERT, folder);
    Path file = copy.resolve("tokenizer_config.json");
    Files.writeString(
        file,
        "{\"tokenizer_class\": \"BertTokenizer\", \"added_tokens_decoder\": %s}"
            .formatted(decoder));
    assertThatThrownBy(() -> Tokenizer.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + message);
  }

  /** A line is an id, also where a token stands twice: then the later one holds. */
  @Test
  void countsTheLinesOfAVocabulary(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ntwice\ntwice\nonce\n");
    try (var tokenizer = Tokenizer.open(folder)) {
      assertThat(tokenizer.encodeWithoutSpecials(List.of("once twice")).getFirst().ids())
          .containsExactly(7, 6);
    }
  }
}
