// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DataException;

class DataCardsTest {
  private static final String SUM = "0123456789abcdef".repeat(4);
  private static final String CARD =
      """
      [{"id": "toy-v1", "kind": "toys", "languages": ["en"], "source": "here", "license": "MIT",
        "citation": "nobody 2020", "files": [{"path": "toy/a", "bytes": 3,
        "sha256": "%s", "address": "https://example.org/a"}]}]
      """
          .formatted(SUM);

  @TempDir Path folder;

  private static List<DataCard> read(String json) {
    return DataCards.read("cards", new ByteArrayInputStream(json.getBytes(UTF_8)));
  }

  @Test
  void nameEveryFileThatATaskReads() {
    for (var set : DataSets.all()) {
      if (!set.files().isEmpty()) {
        var paths = DataCards.of(set).orElseThrow().files().stream().map(DataFile::path);
        assertThat(paths).as(set.name()).containsAll(set.files());
      }
    }
  }

  /** A license that is corrected in one place is corrected in all. */
  @Test
  void sayTheSourceLicenseAndCitationOfEachTask() {
    for (var set : DataSets.all()) {
      DataCards.of(set)
          .ifPresent(
              card ->
                  assertThat(
                          List.of(set.card().source(), set.card().license(), set.card().citation()))
                      .as(set.name())
                      .containsExactly(card.source(), card.license(), card.citation()));
    }
  }

  @Test
  void nameNoFileThatNoTaskReads() {
    var read =
        DataSets.all().stream()
            .flatMap(set -> set.files().stream())
            .collect(Collectors.toUnmodifiableSet());
    assertThat(
            DataCards.all().stream()
                .flatMap(card -> card.files().stream())
                .map(DataFile::path)
                .filter(path -> !path.startsWith("debian-packages/")) // paper 37 reads them
                .filter(path -> !read.contains(path)))
        .isEmpty();
  }

  @Test
  void areCalledByIdFolderOrTask() {
    assertThat(DataCards.named("mrpc").id()).isEqualTo("mrpc-v1");
    assertThat(DataCards.named("mrpc-v1").folder()).isEqualTo("mrpc");
    assertThat(DataCards.named("STSBenchmark").folder()).isEqualTo("stsb-multi");
    assertThatThrownBy(() -> DataCards.named("STS12")).hasMessageContaining("no data set 'STS12'");
  }

  @ParameterizedTest
  @CsvSource({
    "toy-v1, toy, must be kebab-case and end in a version",
    "MIT, , must have a kind",
    "nobody 2020, ' ', must have a kind",
    "toy/a, ../a, must be a path below a folder",
    "toy/a, /a/b, must be a path below a folder",
    "toy/a, other/a, must lie below toy/",
    "https://, file://, must be fetched by http or https",
    "'3,', '0,', must have a length of 1 or more",
    "0123, 012, a SHA-256 of 64 digits",
  })
  void refuseWhatIsNoCard(String part, String other, String message) {
    var wrong = CARD.replaceFirst(part, other == null ? "" : other);
    assertThatThrownBy(() -> read(wrong))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cards: ")
        .hasMessageContaining(message);
  }

  @Test
  void sayHowAFileIsMadeThatHasNoAddress() {
    var without = CARD.replace(", \"address\": \"https://example.org/a\"", "");
    assertThatThrownBy(() -> read(without)).hasMessageContaining("must say how files are made");
    var said = without.replace("\"files\"", "\"by_hand\": \"unpack it\", \"files\"");
    assertThat(read(said).getFirst().canBeFetched()).isFalse();
    assertThatThrownBy(() -> read("[{}]")).hasMessageContaining("each must have a text 'id'");
  }

  @Test
  void takeAnyFileWhereNobodyKnowsItsSum() throws IOException {
    var unknown =
        CARD.replaceFirst("\"bytes\": 3,\\s+", "")
            .replaceFirst("\"sha256\": \"[^\"]+\", \"address\": \"[^\"]+\"", "\"none\": 0")
            .replace("\"files\"", "\"by_hand\": \"unpack it\", \"files\"");
    var card = read(unknown).getFirst();
    assertThat(card.isKnown()).isFalse();
    assertThat(card.isIn(folder)).isFalse();
    Files.createDirectories(folder.resolve("toy"));
    var place = Files.writeString(folder.resolve("toy/a"), "");
    assertThat(card.isIn(folder)).isFalse(); // empty
    Files.writeString(place, "whatever");
    assertThat(card.isIn(folder)).isTrue();
    assertThat(card.files().getFirst().is(place)).isTrue();
    var folders = new DataFolders(List.of(folder.resolve("x")));
    assertThat(folders.remedy(card))
        .isEqualTo(
            "data set 'toy' is in none of %s; it is made by hand from here: unpack it, below a folder that LYCEUM_DATA names"
                .formatted(folder.resolve("x")));
    assertThat(folders.remedy(read(CARD).getFirst()))
        .endsWith(
            "get it with 'lyceum data fetch toy', or name a folder that holds toy in LYCEUM_DATA");
  }

  @Test
  void areLookedForInOneFolderAfterTheOther() throws IOException {
    var card = read(CARD).getFirst();
    var first = folder.resolve("first");
    var second = folder.resolve("second");
    var shared = folder.resolve("shared/data");
    Files.createDirectories(shared);
    var folders =
        DataFolders.find(
            first + File.pathSeparator + second, folder.resolve("a/b"), folder.resolve("cache"));
    assertThat(folders.roots()).containsExactly(first, second, shared, folder.resolve("cache"));
    assertThat(DataFolders.find(null, folder, second).roots()).containsExactly(shared, second);
    assertThat(folders.holding(card)).isEmpty();
    for (var root : List.of(shared, second)) {
      Files.createDirectories(root.resolve("toy"));
      Files.writeString(root.resolve("toy/a"), "abc");
      assertThat(folders.holding(card)).contains(root);
    }
    Files.writeString(second.resolve("toy/a"), "too long");
    assertThat(folders.holding(card)).contains(shared);
  }

  @Test
  void knowTheirFilesByTheirSum() throws IOException {
    // SHA-256 of "abc", from FIPS 180-2
    var sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    var file = read(CARD.replace(SUM, sum)).getFirst().files().getFirst();
    var place = Files.writeString(folder.resolve("a"), "abc");
    assertThat(file.is(place)).isTrue();
    Files.writeString(place, "abd");
    assertThat(file.is(place)).isFalse();
    assertThat(file.is(folder.resolve("b"))).isFalse();
  }
}
