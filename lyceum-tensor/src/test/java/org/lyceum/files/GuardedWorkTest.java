// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardedWorkTest {
  @Test
  void endsBeforeWhatItWritesToIsDeleted(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path written = Files.createDirectory(folder.resolve("written"));
    FolderTree.deleteAtExit(written);
    var exit = new Thread(FolderTree::deleteLeft); // what a signal starts
    try (var work = GuardedWork.begin()) {
      exit.start();
      while (exit.getState() == Thread.State.NEW || exit.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
      assertThat(exit.getState()).isEqualTo(Thread.State.TIMED_WAITING);
      Files.writeString(written.resolve("file"), "written while the program is told to end");
    }
    exit.join();
    assertThat(written).doesNotExist();
  }
}
