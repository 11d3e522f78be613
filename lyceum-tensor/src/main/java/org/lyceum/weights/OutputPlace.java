// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an output go. Links are followed, so that what is behind them is replaced and
 * they stay. What is there and is no regular file, such as a device, a pipe or an open descriptor
 * of the process, is written as it is, because a file in its place would destroy it.
 *
 * @param file behind all links
 * @param part where the bytes go until the file is complete; absent if they go to the file itself
 */
record OutputPlace(Path file, @Nullable Path part) {
  private static final int MOST_LINKS = 40; // as Linux
  private static final Path DESCRIPTORS = Path.of("/proc");

  static OutputPlace of(Path target) throws IOException {
    Path at = target.toAbsolutePath();
    for (int links = 0; links < MOST_LINKS; links++) {
      if (isWrittenDirectly(at)) {
        return new OutputPlace(at, null);
      }
      if (!Files.isSymbolicLink(at)) {
        long pid = ProcessHandle.current().pid();
        return new OutputPlace(at, at.resolveSibling(at.getFileName() + "." + pid + ".part"));
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemLoopException(target.toString());
  }

  private static boolean isWrittenDirectly(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    Path folder = file.getParent();
    return !Files.isRegularFile(file)
        || (folder != null && folder.toRealPath().startsWith(DESCRIPTORS));
  }

  FileChannel open() throws IOException {
    return part == null
        ? FileChannel.open(file, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)
        : FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /** Makes the file complete: what was written is on the disk and in its place. */
  void complete(FileChannel channel) throws IOException {
    if (part != null) {
      channel.force(true);
    }
    channel.close();
    if (part != null) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing of a file that is not complete, unless it was written directly. */
  void discard() throws IOException {
    if (part != null) {
      Files.deleteIfExists(part);
    }
  }
}
