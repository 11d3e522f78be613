// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lyceum.tensor.DataException;

/** Files of data sets, line by line, in strict UTF-8; those that end in {@code .gz} unpacked. */
final class DataFiles {
  /** What some programs write in front of UTF-8. */
  static final String MARK = "\uFEFF";

  private static final String PACKED = ".gz";

  private DataFiles() {}

  /** Told each line, mostly those that are not blank, with its number from 1. */
  @FunctionalInterface
  interface LineReader {
    void line(long number, String line);
  }

  /** Opens a file. */
  static InputStream open(Path file) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file));
    try {
      return file.toString().endsWith(PACKED) ? new GZIPInputStream(in) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** What a file's name ends in, in small letters and without that of packing: {@code jsonl}. */
  static String ending(Path file) {
    var name = unpacked(file);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A file's name without its endings. */
  static String stem(Path file) {
    var name = unpacked(file);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static String unpacked(Path file) {
    var name = String.valueOf(file.getFileName());
    return name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
  }

  /** Reads a file. */
  static void lines(Path file, LineReader reader) {
    read(file, UTF_8, reader);
  }

  /** {@return the lines of a file that are not blank, without blanks around them} */
  static List<String> stripped(Path file) {
    var lines = new ArrayList<String>();
    lines(file, (number, line) -> lines.add(line.strip()));
    return lines;
  }

  /**
   * {@return all lines of a file, where nothing but a line feed ends one, without blanks around}
   */
  static List<String> byLineFeed(Path file) {
    try {
      var text = Files.readString(file);
      var lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return Stream.of(lines.split("\n", -1)).map(String::strip).toList();
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e, e);
    }
  }

  /** Reads a file of the time before UTF-8, where each byte is a character of ISO 8859-1. */
  static void latinLines(Path file, LineReader reader) {
    read(file, ISO_8859_1, reader);
  }

  private static void read(Path file, Charset charset, LineReader reader) {
    allLines(
        file,
        charset,
        (number, line) -> {
          if (!line.isBlank()) {
            reader.line(number, line);
          }
        });
  }

  /** Reads a file with the lines that are blank. */
  static void allLines(Path file, Charset charset, LineReader reader) {
    try (var in = open(file);
        var lines = new BufferedReader(new InputStreamReader(in, charset.newDecoder()))) {
      long number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        reader.line(
            number, number == 1 && line.startsWith(MARK) ? line.substring(MARK.length()) : line);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** All of a file. */
  static String text(Path file) {
    try (var in = open(file)) {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Says why a file cannot be read, and where it is not UTF-8. */
  static DataException unreadable(Path file, IOException why) {
    if (why instanceof CharacterCodingException) {
      long line = wrongLine(file);
      var what = "must be UTF-8, but holds bytes that are not; convert it";
      return line == 0 ? new DataException(file, what) : new DataException(file, line, what);
    }
    var what = why instanceof NoSuchFileException ? "there is no such file" : why.getMessage();
    return new DataException(file, "cannot be read: " + what, why);
  }

  /** The first line that is not UTF-8, counted from 1; 0 where none is found. */
  private static long wrongLine(Path file) {
    try (var in = open(file)) {
      var line = new ByteArrayOutputStream();
      long number = 1;
      for (int b = in.read(); b >= 0; b = in.read()) {
        line.write(b);
        if (b == '\n') {
          if (!isUtf8(line.toByteArray())) {
            return number;
          }
          line.reset();
          number++;
        }
      }
      return isUtf8(line.toByteArray()) ? 0 : number;
    } catch (IOException e) {
      return 0;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
