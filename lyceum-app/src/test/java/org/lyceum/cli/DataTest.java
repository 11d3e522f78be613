// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.cli.FileServer.Manner;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataFolders;

class DataTest {
  @TempDir Path folder;

  @Test
  void listsEveryDataSet() {
    var run = CommandRun.example("data");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("banking77 +intents +1\\.1 MB +CC-BY-4\\.0 +.*"))
        .anyMatch(line -> line.matches("alloprof +.* \\? MB +CC-BY-NC-SA-4\\.0 +.*"))
        .anyMatch(line -> line.matches("xquad +.* MB +CC-BY-SA-4\\.0 +.*"));
    assertThat(CommandRun.of("data").err()).contains("a command is missing: list, fetch, where");
  }

  @Tag("data")
  @Test
  void findsThatFilesAreRight() {
    var run = CommandRun.example("data list");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  /** A process that looks nowhere else than in its own folder. */
  private Process data(DistillSetting setting, String... words) throws IOException {
    var there = List.of("env", "--chdir=" + folder, "LYCEUM_DATA=" + folder);
    return setting.start(there, Stream.concat(Stream.of("data"), Stream.of(words)).toList());
  }

  private Process where(DistillSetting setting, String id) throws IOException {
    return data(setting, "where", id);
  }

  @Test
  void writesACorpusOnceAndWhole() throws Exception {
    Files.createDirectories(folder.resolve("wikitext2"));
    Files.writeString(
        folder.resolve("wikitext2/train.txt"),
        """
        The lighthouse stood on a rock of granite .
        The lighthouse stood on a rock of granite .
        Bees dance to tell of flowers that are far away .
        """);
    Path broad = folder.resolve("broad.txt");
    var setting = new DistillSetting(folder);
    assertThat(data(setting, "corpus", "--output", broad.toString()).waitFor())
        .as(setting.log())
        .isZero();
    assertThat(broad)
        .hasContent(
            """
            The lighthouse stood on a rock of granite.
            Bees dance to tell of flowers that are far away.
            """);
    assertThat(setting.log()).containsPattern("wikitext2 +2 texts, 1 left out");
    var again = CommandRun.of("data", "corpus", "--output", broad.toString());
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains(broad + ": must not exist yet; choose another --output");
  }

  @Test
  void leavesNothingOfACorpusThatCannotBeRead() throws Exception {
    Files.createDirectories(folder.resolve("wikitext2"));
    Files.writeString(
        folder.resolve("wikitext2/train.txt"), "The lighthouse stood on a rock of granite .\n");
    Files.createDirectories(folder.resolve("gutenberg"));
    Files.writeString(folder.resolve("gutenberg/books.tar.gz"), "no books");
    var setting = new DistillSetting(folder);
    assertThat(data(setting, "corpus", "--output", folder + "/broad.txt").waitFor()).isEqualTo(4);
    assertThat(setting.log()).contains("books.tar.gz: cannot be read");
    assertThat(folder).isDirectoryNotContaining("glob:**broad*");
  }

  @Test
  void saysHowToGetADataSetThatIsNotThere() throws Exception {
    var setting = new DistillSetting(folder);
    assertThat(where(setting, "banking77").waitFor()).isEqualTo(3);
    assertThat(setting.log())
        .contains("data set 'banking77' is in none of " + folder)
        .contains("; get it with 'lyceum data fetch banking77', or name a folder");
    assertThat(where(setting, "debian-packages").waitFor()).isEqualTo(3);
    assertThat(setting.log()).contains("it is made by hand from ", "apt-get -o ", "LYCEUM_DATA");
    var unknown = CommandRun.of("data", "where", "banking78");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no data set 'banking78'; known: agnews, ");
  }

  @Test
  void saysWhereADataSetIs() throws Exception {
    for (var name : List.of("Packages", "Translation-fr")) {
      Files.createDirectories(folder.resolve("debian-packages"));
      Files.writeString(folder.resolve("debian-packages").resolve(name), "Package: a\n");
    }
    var setting = new DistillSetting(folder);
    assertThat(where(setting, "debian-packages").waitFor()).as(setting.log()).isZero();
    assertThat(setting.log()).endsWith(folder.resolve("debian-packages") + "\n");
  }

  @Test
  void refusesWhatIsNotTheDataSet() {
    try (var server = new FileServer("other".getBytes(UTF_8), Manner.WHOLE)) {
      var mirror = server.address("").toString();
      var run =
          CommandRun.example("data fetch", Map.of(), "--to", folder.toString(), "--mirror", mirror);
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("banking77-v1: license CC-BY-4.0, from https://github.com/PolyAI-LDN/")
          .contains("must have 239961 bytes, has 5; it was removed");
    }
  }

  @Tag("data")
  @Test
  void bringsADataSetFromAMirror() throws IOException {
    var card = DataCards.named("clinc150");
    var root = DataFolders.find().holding(card).orElseGet(() -> abort("skipped: no CLINC150"));
    byte[] content = Files.readAllBytes(root.resolve(card.files().getFirst().path()));
    try (var server = new FileServer(content, Manner.CUT, Manner.WHOLE)) {
      var mirror = server.address("").toString();
      var run =
          CommandRun.of("data", "fetch", "CLINC150", "--to", folder.toString(), "--mirror", mirror);
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo(folder.resolve("clinc150") + "\n");
      assertThat(run.err()).startsWith("clinc150-v1: license CC-BY-3.0, from ");
      assertThat(folder.resolve("clinc150/data_full.json")).hasBinaryContent(content);
      assertThat(server.ranges).hasSize(2).first().isEqualTo("none");
    }
  }

  @Test
  void saysHowADataSetIsMadeThatCannotBeFetched() {
    var run = CommandRun.of("data", "fetch", "biosses", "--to", folder.toString());
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .contains("data set 'biosses' cannot be fetched; it is made by hand from https://github");
    assertThat(folder).isEmptyDirectory();
    var mirror = CommandRun.of("data", "fetch", "banking77", "--mirror", "ftp://x");
    assertThat(mirror.code()).isEqualTo(2);
  }
}
