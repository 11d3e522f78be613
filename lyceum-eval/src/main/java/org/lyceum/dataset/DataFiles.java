// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lyceum.tensor.DataException;

/** Files of data sets, line by line, in strict UTF-8. */
final class DataFiles {
  private DataFiles() {}

  /** Told each line, mostly those that are not blank, with its number from 1. */
  @FunctionalInterface
  interface LineReader {
    void line(long number, String line);
  }

  /** Reads a file. */
  static void lines(Path file, LineReader reader) {
    try (var in = Files.newInputStream(file)) {
      read(in, UTF_8, reader);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e, e);
    }
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
    try (var in = Files.newInputStream(file)) {
      read(in, ISO_8859_1, reader);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e, e);
    }
  }

  /** Reads a file compressed by gzip. */
  static void zippedLines(Path file, LineReader reader) {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      read(in, UTF_8, reader);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e, e);
    }
  }

  /** Reads a file with the lines that are blank. */
  static void allLines(Path file, Charset charset, LineReader reader) {
    try (var in = Files.newInputStream(file)) {
      readAll(in, charset, reader);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e, e);
    }
  }

  private static void read(InputStream in, Charset charset, LineReader reader) throws IOException {
    readAll(
        in,
        charset,
        (number, line) -> {
          if (!line.isBlank()) {
            reader.line(number, line);
          }
        });
  }

  private static void readAll(InputStream in, Charset charset, LineReader reader)
      throws IOException {
    var lines = new BufferedReader(new InputStreamReader(in, charset.newDecoder()));
    long number = 0;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      reader.line(number, line);
    }
  }
}
