// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to do what only one may do at a time: a lock on a file that is there for nothing else.
 * The file is removed with the lock, and one that a killed program left locks nothing.
 */
public final class ProgramLock implements AutoCloseable {
  /**
   * The files that this program has locked. They must not be opened again: closing one of several
   * channels gives up the lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Others would have to take and give up the lock as often, in between two lines. */
  private static final int ATTEMPTS = 100;

  private final Path file;
  private final Taken taken;

  /** An open and locked file, and what tells it from another that takes its name. */
  private record Taken(FileChannel channel, @Nullable Object key) {}

  private ProgramLock(Path file, Taken taken) {
    this.file = file;
    this.taken = taken;
  }

  /**
   * {@return the lock, or nothing if another has it, in this program or in another one}
   *
   * @param file to be locked, made if it is missing; its folder exists and may be written
   * @throws IOException if it cannot be tried
   */
  public static Optional<ProgramLock> take(Path file) throws IOException {
    var parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
    var real = parent.toRealPath().resolve(file.getFileName());
    if (!HELD.add(real)) {
      return Optional.empty();
    }
    var lock = Optional.<ProgramLock>empty();
    try {
      lock = locked(real).map(taken -> new ProgramLock(real, taken));
      return lock;
    } finally {
      if (lock.isEmpty()) {
        HELD.remove(real);
      }
    }
  }

  /** Tries again where an owner removed the file between opening and locking. */
  private static Optional<Taken> locked(Path file) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      create(file);
      FileChannel channel = null;
      boolean granted = false;
      try {
        var before = key(file);
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var opened = key(file);
        if (!isGranted(channel)) {
          return Optional.empty();
        }
        granted = Objects.equals(before, opened) && Objects.equals(before, key(file));
        if (granted) {
          return Optional.of(new Taken(channel, before));
        }
      } catch (NoSuchFileException e) {
        // removed
      } finally {
        if (channel != null && !granted) {
          channel.close();
        }
      }
    }
    throw new IOException(
        "%s must stay the same file to be locked, but became another %d times"
            .formatted(file, ATTEMPTS));
  }

  private static boolean isGranted(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // of this program, under another name
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // of another program, or left by one that was killed
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Leaves alone what another made there since the folder was removed. */
  @Override
  public void close() throws IOException {
    try (var channel = taken.channel) { // still locked
      if (Objects.equals(taken.key, key(file))) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // its folder is gone
    } finally {
      HELD.remove(file);
    }
  }
}
