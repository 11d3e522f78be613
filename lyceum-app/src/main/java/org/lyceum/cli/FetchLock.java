// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right of one program to fetch a file: a lock on a file {@code NAME.lock} beside it, not on
 * what grows, which is moved. It is removed with the lock, and one that a killed program left locks
 * nothing.
 */
final class FetchLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;

  private FetchLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it.
   *
   * @param place the file to be fetched; its folder exists
   * @throws IllegalStateException if another has it
   */
  static FetchLock take(Path place) throws IOException {
    var file = place.resolveSibling(place.getFileName() + ".lock");
    Optional<FetchLock> taken;
    do {
      taken = attempt(file, place);
    } while (taken.isEmpty());
    return taken.get();
  }

  /** Nothing where an owner removed the file between opening and locking. */
  private static Optional<FetchLock> attempt(Path file, Path place) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // of another program, or left by one that was killed
    }
    try {
      var before = key(file);
      var channel = FileChannel.open(file, StandardOpenOption.WRITE);
      var opened = key(file);
      if (!isGranted(channel)) {
        channel.close();
        throw new IllegalStateException("%s is being fetched by another program".formatted(place));
      }
      if (Objects.equals(before, opened) && Objects.equals(before, key(file))) {
        return Optional.of(new FetchLock(file, channel));
      }
      channel.close();
    } catch (NoSuchFileException e) {
      // removed
    }
    return Optional.empty();
  }

  /**
   * What tells a file from one that takes its name. Opening it to see what it holds would not do:
   * closing it again gives up the lock.
   */
  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private static boolean isGranted(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) { // in this program
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) { // still locked
      Files.deleteIfExists(file);
    }
  }
}
