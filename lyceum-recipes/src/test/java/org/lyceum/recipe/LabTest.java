// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.dataset.DataFolders;
import org.lyceum.files.FolderTree;
import org.lyceum.files.ProgramLock;
import org.lyceum.objective.InfoNce;
import org.lyceum.train.TrainSettings;

class LabTest {
  private static final Course COURSE =
      new Course("minilm-l6", "layers:1", 16, new InfoNce(0.05), TrainSettings.DEFAULT);

  @TempDir Path folder;

  private Lab lab() {
    return new Lab(
        new Lab.Setting(
            false, folder, new DataFolders(List.of()), 2, (what, done, total) -> {}, () -> false));
  }

  private Path model() throws IOException {
    try (var files = Files.list(folder.resolve("lab"))) {
      return files.toList().getFirst();
    }
  }

  @Test
  void leavesAModelAloneThatAnotherProcessTrains() throws IOException {
    try (var lab = lab()) {
      assertThat(lab.untrained(COURSE).width()).isEqualTo(384);
    }
    assertThat(folder.resolve("lab")).isDirectoryContaining("glob:**");
    Path model = model();
    FolderTree.delete(model);
    Path lock = model.resolveSibling(model.getFileName() + ".lock");
    try (var lab = lab()) {
      try (var taken = ProgramLock.take(lock).orElseThrow()) {
        assertThatThrownBy(() -> lab.untrained(COURSE))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("another process has " + lock);
        assertThat(model).doesNotExist();
      }
      lab.untrained(COURSE);
    }
    assertThat(model()).isEqualTo(model);
    assertThat(lock).doesNotExist();
  }
}
