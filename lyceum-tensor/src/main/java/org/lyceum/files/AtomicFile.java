// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
   * and the old file is as it was. A link stays, and the file behind it is replaced; a device, a
   * pipe or a descriptor such as {@code /dev/stdout} is written directly.
   *
   * @param file the file; its folder exists
   * @param content what goes into it
   * @throws UncheckedIOException if it cannot be written; names the file
   */
  public static void write(Path file, Content content) {
    @Nullable OutputPlace place = null;
    try {
      place = OutputPlace.of(file);
      try (var channel = place.open();
          var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
        content.writeTo(out);
        out.flush();
        place.complete(channel);
      }
    } catch (IOException e) {
      discard(place, e);
      throw OutputPlace.failed(file, e);
    } catch (UncheckedIOException e) {
      discard(place, e);
      throw OutputPlace.failed(file, Objects.requireNonNull(e.getCause()));
    } catch (RuntimeException | Error e) {
      discard(place, e);
      throw e;
    }
  }

  private static void discard(@Nullable OutputPlace place, Throwable why) {
    try {
      if (place != null) {
        place.discard();
      }
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
