// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that is written piece by piece beside its place and moved there when it is complete.
 * Closed before that, or when the program ends before that, nothing of it is left. What one call
 * can write goes into an {@link AtomicFile}.
 *
 * <p>A link stays, and the file behind it is replaced. A device, a pipe or a descriptor such as
 * {@code /dev/stdout} is written directly.
 */
public final class PartFile implements AutoCloseable {
  private final Path target;
  private final OutputPlace place;
  private final FileChannel channel;
  private boolean committed;

  /**
   * Begins the file.
   *
   * @param target where it will be; a regular file that is there is replaced
   * @throws UncheckedIOException if the folder cannot be written; names the file
   */
  public PartFile(Path target) {
    this.target = target;
    try {
      place = OutputPlace.of(target);
      channel = place.open();
    } catch (IOException e) {
      throw failed(e);
    }
    if (place.part() != null) {
      place.part().toFile().deleteOnExit(); // where the program is interrupted
    }
  }

  /** {@return where its bytes go} */
  public FileChannel channel() {
    return channel;
  }

  /** {@return whether bytes may be written again at an earlier position, which a pipe refuses} */
  public boolean seeks() {
    try {
      channel.position(channel.position());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * {@return the exception for a failure to write, which names the file}
   *
   * @param cause the failure
   */
  public UncheckedIOException failed(IOException cause) {
    return OutputPlace.failed(target, cause);
  }

  /**
   * Puts the complete file in its place.
   *
   * @throws UncheckedIOException if that fails; then nothing of it is left
   */
  public void commit() {
    try {
      place.complete(channel);
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
        place.discard();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
