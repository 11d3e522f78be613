// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A file that is either there completely or not there: written beside its place, then moved. */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** What writes the content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all of it.
     *
     * @param out buffered; not to be closed
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file and replaces the one that may be there. After a failure nothing of it is left,
   * and the old file is as it was.
   *
   * @param file the file; its folder exists
   * @param content what goes into it
   * @throws UncheckedIOException if it cannot be written; names the file
   */
  public static void write(Path file, Content content) {
    var part =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      try (var channel =
              FileChannel.open(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
          var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      discard(part, e);
      throw new UncheckedIOException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    } catch (UncheckedIOException e) {
      discard(part, e);
      IOException why = Objects.requireNonNull(e.getCause());
      throw new UncheckedIOException(
          "%s cannot be written: %s".formatted(file, why.getMessage()), why);
    } catch (RuntimeException | Error e) {
      discard(part, e);
      throw e;
    }
  }

  private static void discard(Path part, Throwable why) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
