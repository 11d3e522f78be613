// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.lyceum.weights.FolderTree;

/**
 * A folder that goes when the process is interrupted, until this is closed.
 *
 * @param deletion what the process does when it ends
 */
record DeletedOnExit(Thread deletion) implements AutoCloseable {
  static DeletedOnExit of(Path folder) {
    var deletion = new Thread(() -> delete(folder), "delete " + folder);
    Runtime.getRuntime().addShutdownHook(deletion);
    return new DeletedOnExit(deletion);
  }

  private static void delete(Path folder) {
    try {
      FolderTree.delete(folder);
    } catch (UncheckedIOException e) {
      // the thread that fills it is still at work: its next file would come too late
      FolderTree.delete(folder);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(deletion);
    } catch (IllegalStateException e) {
      // the process ends already, and the folder goes with it
    }
  }
}
