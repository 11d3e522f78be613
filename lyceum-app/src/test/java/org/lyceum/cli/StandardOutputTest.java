// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do whose standard output takes no more, in processes of their own. */
class StandardOutputTest {
  private static final String MODEL = DistillSetting.TEACHER;

  @TempDir Path folder;

  /** Runs a command whose standard output goes where a shell puts it. */
  private int run(String shell, List<String> args) throws Exception {
    var command = new DistillSetting(folder).start(List.of("bash", "-c", shell), args);
    return command.waitFor();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  /** More than a pipe holds. */
  private List<String> embed() throws IOException {
    Path texts = folder.resolve("texts.txt");
    Files.write(texts, Collections.nCopies(2_000, "a small dog"));
    return List.of("embed", MODEL, "--input", texts.toString());
  }

  @Test
  void endsACommandQuietlyWhereNobodyReads() throws Exception {
    // which is gone before Java has begun
    String nobody = "\"$0\" \"$@\" | true; exit ${PIPESTATUS[0]}";
    for (var args : List.of(List.of("help"), List.of("show", MODEL))) {
      assertThat(run(nobody, args)).as("%s: %s", args, log()).isEqualTo(141);
      assertThat(log()).doesNotContain("lyceum:");
    }
  }

  @Test
  void endsACommandQuietlyWhereNobodyReadsOn() throws Exception {
    String one = "\"$0\" \"$@\" | head -n 1; exit ${PIPESTATUS[0]}";
    assertThat(run(one, embed())).as(log()).isEqualTo(141);
    assertThat(log()).containsOnlyOnce("{\"text\":\"a small dog\"").doesNotContain("lyceum:");
  }

  @Test
  void endsACommandWithAnErrorWhereTheDiskIsFull() throws Exception {
    for (var args :
        List.of(List.of("show", MODEL), List.of("similarity", MODEL, "a", "b"), embed())) {
      assertThat(run("\"$0\" \"$@\" > /dev/full", args)).as(log()).isEqualTo(4);
      assertThat(log()).contains("lyceum: standard output takes no more: ");
    }
  }
}
