// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Held by the one who works in a folder. The system lets go of it when the process ends. */
final class FolderLock implements AutoCloseable {
  static final String FILE = "lock";
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet(); // in this process

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * {@return the lock of a folder}
   *
   * @param folder is there, and may be written
   * @throws IllegalStateException if somebody else holds it
   * @throws IOException if it cannot be tried
   */
  static FolderLock of(Path folder) throws IOException {
    if (!HELD.add(folder)) {
      throw busy(folder);
    }
    try {
      return new FolderLock(folder, locked(folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static FileChannel locked(Path folder) throws IOException {
    var channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw busy(folder);
    }
    return channel;
  }

  private static IllegalStateException busy(Path folder) {
    return new IllegalStateException(
        "another process is running in %s; wait for it or choose another output".formatted(folder));
  }

  @Override
  public void close() throws IOException {
    HELD.remove(folder);
    channel.close();
  }
}
