// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.cli.FileServer.Manner;

class DataTest {
  @TempDir Path folder;

  @Test
  void listsEveryDataSet() {
    var run = CommandRun.example("data");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("banking77 +intents +1\\.1 MB +CC-BY-4\\.0 +.*"))
        .anyMatch(line -> line.matches("xquad +.* MB +CC-BY-SA-4\\.0 +.*"));
    assertThat(CommandRun.of("data").err()).contains("a command is missing: list, fetch or where");
  }

  @Tag("data")
  @Test
  void findsThatFilesAreRight() {
    var run = CommandRun.example("data list");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  @Test
  void saysWhereADataSetIsOrHowToGetIt() {
    var run = CommandRun.example("data where");
    assertThat(run.code()).isIn(0, 3);
    assertThat(run.out() + run.err())
        .containsPattern("(/banking77\n)|(get it with 'lyceum data fetch banking77')");
    var unknown = CommandRun.of("data", "where", "banking78");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no data set 'banking78'; known: agnews, ");
  }

  @Test
  void refusesWhatIsNotTheDataSet() {
    try (var server = new FileServer("other".getBytes(UTF_8), Manner.WHOLE)) {
      var run =
          CommandRun.of(
              "data",
              "fetch",
              "Banking77Classification",
              "--to",
              folder.toString(),
              "--mirror",
              server.address("").toString());
      assertThat(run.code()).isEqualTo(4);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("banking77-v1: license CC-BY-4.0, from https://github.com/PolyAI-LDN/")
          .contains("must have 239961 bytes, has 5; it was removed");
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
