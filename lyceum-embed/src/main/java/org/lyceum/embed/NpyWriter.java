// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.lyceum.files.PartFile;

/**
 * Writes a matrix as NumPy's {@code .npy}, version 1, one row after the other; the number of rows
 * need not be known before. The file is in its place after {@link #finish}, and not before.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">the
 *     format</a>
 */
public final class NpyWriter implements AutoCloseable {
  /** What an element is. */
  public enum Element {
    /** Single precision, little-endian. */
    FLOAT32("<f4", Float.BYTES),
    /** -128 to 127. */
    INT8("|i1", 1),
    /** 0 to 255. */
    UINT8("|u1", 1);

    private final String code;
    private final int bytes;

    Element(String code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }
  }

  /** Room for the header with any number of rows; a multiple of 64, as the format asks. */
  private static final int HEADER = 128;

  private static final int BUFFER = 1 << 18;

  private final PartFile file;
  private final Element element;
  private final int columns;
  private final ByteBuffer buffer;
  private long rows;

  /**
   * Begins a file.
   *
   * @param path where it will be; replaced if it is there
   * @param element what an element is
   * @param columns elements of a row
   * @throws java.io.UncheckedIOException if it cannot be written
   * @throws IllegalArgumentException if it is a pipe: the header is written last
   */
  public NpyWriter(Path path, Element element, int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns must be 1 or more, got " + columns);
    }
    this.element = element;
    this.columns = columns;
    file = new PartFile(path);
    if (!file.seeks()) {
      file.close();
      throw new IllegalArgumentException(
          "%s must be a file, because .npy begins with the number of rows, which is known last; write JSON lines to a pipe"
              .formatted(path));
    }
    buffer =
        ByteBuffer.allocateDirect(Math.max(BUFFER, columns * element.bytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(new byte[HEADER]);
  }

  /**
   * Appends a row of {@link Element#FLOAT32}.
   *
   * @param row of as many elements as there are columns
   */
  public void write(float[] row) {
    begin(row.length, element == Element.FLOAT32);
    for (float value : row) {
      buffer.putFloat(value);
    }
  }

  /**
   * Appends a row of {@link Element#INT8} or {@link Element#UINT8}.
   *
   * @param row of as many elements as there are columns
   */
  public void write(byte[] row) {
    begin(row.length, element != Element.FLOAT32);
    buffer.put(row);
  }

  private void begin(int length, boolean fits) {
    if (length != columns || !fits) {
      throw new IllegalArgumentException(
          "a row must have %d elements of %s, got %d".formatted(columns, element, length));
    }
    if (buffer.remaining() < columns * element.bytes) {
      flush();
    }
    rows++;
  }

  private void flush() {
    try {
      buffer.flip();
      while (buffer.hasRemaining()) {
        file.channel().write(buffer);
      }
      buffer.clear();
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  /**
   * Completes the file and puts it in its place.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void finish() {
    flush();
    try {
      var header = ByteBuffer.wrap(header());
      for (long at = 0; header.hasRemaining(); ) {
        at += file.channel().write(header, at);
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.commit();
  }

  private byte[] header() {
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
            .formatted(element.code, rows, columns);
    int length = HEADER - 10;
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) length)
        .put((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(US_ASCII))
        .array();
  }

  /** Leaves nothing behind unless the file was finished. */
  @Override
  public void close() {
    file.close();
  }
}
