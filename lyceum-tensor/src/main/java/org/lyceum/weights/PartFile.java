// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written piece by piece beside its place and moved there when it is complete.
 * Closed before that, or when the program ends before that, nothing of it is left. What one call
 * can write goes into an {@link AtomicFile}.
 */
public final class PartFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private boolean committed;

  /**
   * Begins the file.
   *
   * @param target where it will be; replaced if it is there
   * @throws UncheckedIOException if the folder cannot be written; names the file
   */
  public PartFile(Path target) {
    this.target = target;
    part =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(e);
    }
    part.toFile().deleteOnExit(); // where the program is interrupted
  }

  /** {@return where its bytes go} */
  public FileChannel channel() {
    return channel;
  }

  /**
   * {@return the exception for a failure to write, which names the file}
   *
   * @param cause the failure
   */
  public UncheckedIOException failed(IOException cause) {
    String reason =
        switch (cause) {
          case NoSuchFileException missing -> folder();
          case AccessDeniedException denied -> "permission denied";
          case FileSystemException other -> other.getReason();
          default -> cause.getMessage();
        };
    var named = new FileSystemException(target.toString(), null, "cannot be written: " + reason);
    named.initCause(cause);
    return new UncheckedIOException(named);
  }

  private String folder() {
    var folder = target.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder)
        ? "no file can be made in " + folder
        : "there is no folder " + folder;
  }

  /**
   * Puts the complete file in its place.
   *
   * @throws UncheckedIOException if that fails; then nothing of it is left
   */
  public void commit() {
    try {
      channel.force(true);
      channel.close();
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    if (!committed) {
      try {
        channel.close();
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
