// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard output, which ends a command where it takes no more; {@code System.out} would keep that
 * to itself. What is written after that goes nowhere.
 */
final class StandardOutput extends OutputStream {
  private static final int KIND = 0xF000; // of a file, in its mode
  private static final int PIPE = 0x1000;
  private static final int SOCKET = 0xC000;

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private boolean isOver;

  private StandardOutput() {}

  /** Nobody reads standard output any more, as behind {@code head}: no fault of anybody. */
  static final class ClosedPipe extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedPipe(IOException cause) {
      super("standard output is closed", cause);
    }
  }

  /** What commands print to. */
  static PrintWriter writer() {
    return new PrintWriter(new BufferedOutputStream(new StandardOutput()), false, UTF_8);
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Writes bytes.
   *
   * @throws ClosedPipe if nobody reads them
   * @throws UncheckedIOException if they cannot be written for another reason, such as a full disk
   */
  @Override
  public void write(byte[] bytes, int from, int length) {
    if (isOver) {
      return;
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      isOver = true;
      throw isPipe()
          ? new ClosedPipe(e)
          : new UncheckedIOException("standard output takes no more", e);
    }
  }

  /** Writing to a pipe or a socket fails where its reader is gone; messages are translated. */
  private static boolean isPipe() {
    try {
      int kind = KIND & (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
      return false; // the system does not say
    }
  }
}
