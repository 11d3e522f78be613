// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * The lines of a stream, decoded as strict UTF-8, one in memory at a time. A line ends at LF or CR
 * LF and nowhere else; a byte order mark at the beginning is skipped.
 */
public final class Lines implements AutoCloseable {
  /** A longer line is taken for a file that is no text. */
  static final int LONGEST = 64 << 20;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Object file;
  private final InputStream in;
  private final CharsetDecoder decoder = UTF_8.newDecoder(); // reports malformed input
  private final byte[] chunk = new byte[1 << 16];
  private int from; // the unread part of the chunk
  private int to;
  private byte[] line = new byte[1 << 10];
  private int length;
  private long number;

  /**
   * The lines of a stream.
   *
   * @param file names it in messages
   * @param in the stream, closed with this
   */
  public Lines(Object file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * {@return the lines of a file}
   *
   * @param file the file
   * @throws DataException if it is a folder or cannot be read
   */
  public static Lines open(Path file) {
    if (Files.isDirectory(file)) {
      throw new DataException(
          file,
          "must be a file with a text a line, got a folder; name a file, such as one of those in"
              + " it");
    }
    try {
      return new Lines(file, Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw new DataException(file, "there is no such file; check the path", e);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read; check its permissions: " + e.getMessage(), e);
    }
  }

  /** What names it in messages. */
  Object file() {
    return file;
  }

  /** The same text as one stream, each line ended by LF. */
  Reader asReader() {
    return new LinesReader(this);
  }

  /**
   * {@return the next line, or null at the end}
   *
   * @throws DataException if it is not UTF-8 or cannot be read; names the file and the line
   */
  public @Nullable Line next() {
    try {
      length = 0;
      if (!fill()) {
        return null;
      }
      number++;
      return new Line(number, decode());
    } catch (IOException e) {
      throw new DataException(
          file, "cannot be read after line %d: %s".formatted(number, e.getMessage()), e);
    }
  }

  /** Collects the bytes of a line; false where there is none any more. */
  private boolean fill() throws IOException {
    while (true) {
      int end = from;
      while (end < to && chunk[end] != '\n') {
        end++;
      }
      append(end);
      if (end < to) {
        from = end + 1;
        return true;
      }
      from = 0;
      to = Math.max(0, in.read(chunk));
      if (to == 0) {
        return length > 0;
      }
    }
  }

  private void append(int end) {
    int wanted = length + end - from;
    if (wanted > LONGEST) {
      throw new DataException(
          file,
          number + 1,
          "a line must be shorter than %d bytes; is this a text file?".formatted(LONGEST));
    }
    if (wanted > line.length) {
      line = Arrays.copyOf(line, Math.max(wanted, 2 * line.length));
    }
    System.arraycopy(chunk, from, line, length, end - from);
    length = wanted;
  }

  private String decode() {
    var buffer = ByteBuffer.wrap(line, 0, length);
    try {
      var text = decoder.decode(buffer).toString();
      if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
        text = text.substring(1);
      }
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException e) {
      throw new DataException(
          file,
          number,
          "text must be UTF-8, got byte 0x%02X at position %d of the line; convert the file, say with iconv"
              .formatted(buffer.get(buffer.position()) & 0xFF, buffer.position() + 1));
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new DataException(file, "cannot be closed: " + e.getMessage(), e);
    }
  }
}
