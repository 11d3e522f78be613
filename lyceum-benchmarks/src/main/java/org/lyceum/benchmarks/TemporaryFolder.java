// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lyceum.files.FolderTree;

/** A folder that is deleted with all that is in it. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  TemporaryFolder() {
    try {
      path = Files.createTempDirectory("lyceum-bench-");
      FolderTree.deleteAtExit(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    FolderTree.delete(path);
  }
}
