// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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
  private static final AtomicLong PARTS = new AtomicLong();

  static OutputPlace of(Path target) throws IOException {
    Path at = target.toAbsolutePath();
    for (int links = 0; links < MOST_LINKS; links++) {
      if (isWrittenDirectly(at)) {
        return new OutputPlace(at, null);
      }
      if (!Files.isSymbolicLink(at)) {
        return new OutputPlace(at, part(at));
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemLoopException(target.toString());
  }

  /** A file that nobody else writes, neither another process nor another thread of this one. */
  private static Path part(Path file) {
    return file.resolveSibling(
        "%s.%d.%d.part"
            .formatted(file.getFileName(), ProcessHandle.current().pid(), PARTS.incrementAndGet()));
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

  /** The exception for a failure to write, which names the file that was to be written. */
  static UncheckedIOException failed(Path target, IOException cause) {
    var named =
        new FileSystemException(target.toString(), null, "cannot be written: " + reason(cause));
    named.initCause(cause);
    return new UncheckedIOException(named);
  }

  private static @Nullable String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException denied -> "permission denied; choose another place";
      case FileSystemLoopException loop -> "its links lead in a circle; choose another place";
      case FileSystemException file when file.getFile() != null && !isInFolder(file) ->
          FolderTree.unwritable(parent(file));
      case NoSuchFileException missing -> FolderTree.unwritable(parent(missing));
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> cause.getMessage();
    };
  }

  private static boolean isInFolder(FileSystemException e) {
    return Files.isDirectory(parent(e));
  }

  private static Path parent(FileSystemException e) {
    Path file = Path.of(e.getFile()).toAbsolutePath();
    return Objects.requireNonNullElse(file.getParent(), file);
  }
}
