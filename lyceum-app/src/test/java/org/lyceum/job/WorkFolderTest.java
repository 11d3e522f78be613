// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

class WorkFolderTest {
  @TempDir Path folder;

  private DistillOptions options(boolean resume) {
    var run = new DistillOptions.Run(1, new Seed(1), 1, "auto", resume);
    return new DistillOptions("t", "static", List.of(), "text", folder.resolve("out"), run);
  }

  private static Path model(WorkFolder work) throws IOException {
    var model = Files.createDirectory(work.path().resolve("model"));
    Files.writeString(model.resolve("weights"), "learned");
    Files.writeString(work.path().resolve("plan.json"), "{}");
    return model;
  }

  @ParameterizedTest(name = "--resume {0}")
  @ValueSource(booleans = {false, true})
  void saysThatAnotherRunIsGoingOn(boolean resume) {
    try (var work = WorkFolder.open(options(false))) {
      assertThatThrownBy(() -> WorkFolder.check(options(resume)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "another process is running in %s; wait for it or choose another output"
                  .formatted(work.path()));
      assertThatThrownBy(() -> WorkFolder.open(options(resume)))
          .hasMessageContaining("another process is running");
    }
    assertThatThrownBy(() -> WorkFolder.check(options(false)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("an interrupted run is here; add --resume");
    assertThatCode(() -> WorkFolder.check(options(true))).doesNotThrowAnyException();
  }

  @Test
  void movesTheModelAndLeavesNothingElse() throws IOException {
    try (var work = WorkFolder.open(options(false))) {
      work.finish(model(work), folder.resolve("out"));
      assertThat(work.path()).doesNotExist();
    }
    assertThat(folder.resolve("out/weights")).hasContent("learned");
  }

  @Test
  void keepsEverythingWhereTheModelCannotBeMoved() throws IOException {
    Files.createDirectories(folder.resolve("out/taken"));
    try (var work = WorkFolder.open(options(false))) {
      var model = model(work);
      assertThatThrownBy(() -> work.finish(model, folder.resolve("out")))
          .hasMessageContaining("cannot be moved to");
      assertThat(model.resolve("weights")).hasContent("learned");
    }
    assertThatThrownBy(() -> WorkFolder.check(options(true)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the output exists already");
  }

  /** As after a kill between the two. */
  @Test
  void clearsUpAfterARunWhoseModelWasMoved() throws IOException {
    try (var work = WorkFolder.open(options(false))) {
      model(work);
      Files.writeString(work.path().resolve("finished"), "model");
      Files.move(work.path().resolve("model"), folder.resolve("out"));
    }
    assertThatThrownBy(() -> WorkFolder.check(options(true)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is whole; what was left of its run was removed");
    assertThat(folder.resolve("out.partial")).doesNotExist();
    assertThat(folder.resolve("out/weights")).hasContent("learned");
  }

  @Test
  void leavesARunAloneWhoseOutputIsAnothers() throws IOException {
    try (var work = WorkFolder.open(options(false))) {
      Files.writeString(work.path().resolve("plan.json"), "{}");
    }
    Files.createDirectory(folder.resolve("out"));
    assertThatThrownBy(() -> WorkFolder.check(options(true)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the output exists already");
    assertThat(folder.resolve("out.partial/plan.json")).exists();
  }
}
