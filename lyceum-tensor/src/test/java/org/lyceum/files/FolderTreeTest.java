// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
  @TempDir Path folder;

  @Test
  void leavesAFolderAsItWasWhenItIsForcedToTheDisk() throws IOException {
    Files.writeString(folder.resolve("a"), "b");
    FolderTree.force(folder);
    assertThat(folder.resolve("a")).hasContent("b");
  }

  @Test
  void refusesToForceWhatIsNoFolder() {
    assertThatThrownBy(() -> FolderTree.force(folder.resolve("missing")))
        .isInstanceOf(NotDirectoryException.class);
  }
}
