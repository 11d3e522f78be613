// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.lyceum.task.LabeledTexts;
import org.lyceum.tensor.DataException;

/** Texts with labels, from files of several kinds. */
final class Examples {
  /** mteb measures at most so many examples of many tasks. */
  static final int MOST = 2048;

  private Examples() {}

  /** Rows of text and label. */
  static LabeledTexts of(List<String[]> rows) {
    return new LabeledTexts(
        rows.stream().map(row -> row[0]).toList(), rows.stream().map(row -> row[1]).toList());
  }

  /** A label, a mark, a text; each byte a character. */
  static LabeledTexts prefixed(Path file, String mark) {
    var rows = new ArrayList<String[]>();
    DataFiles.latinLines(
        file,
        (number, line) -> {
          int at = line.indexOf(mark);
          if (at < 0) {
            throw new DataException(file, number, "a line must begin with a label, got: " + line);
          }
          rows.add(new String[] {line.substring(at + mark.length()), line.substring(0, at)});
        });
    return of(rows);
  }

  /** A file of texts beside one of labels, line by line; blank texts are left out. */
  static LabeledTexts parallel(Path texts, Path labels) {
    var first = DataFiles.byLineFeed(texts);
    var second = DataFiles.byLineFeed(labels);
    if (first.size() != second.size()) {
      throw new DataException(
          texts,
          "must have as many lines as %s, got %d and %d"
              .formatted(labels.getFileName(), first.size(), second.size()));
    }
    var rows = new ArrayList<String[]>();
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).isBlank()) {
        rows.add(new String[] {first.get(i), second.get(i)});
      }
    }
    return of(rows);
  }

  /** Those at some indices. */
  static LabeledTexts where(LabeledTexts all, IntPredicate index) {
    int[] rows = IntStream.range(0, all.texts().size()).filter(index).toArray();
    return new LabeledTexts(
        IntStream.of(rows).mapToObj(all.texts()::get).toList(),
        IntStream.of(rows).mapToObj(all.labels()::get).toList());
  }

  /** All, or {@value #MOST} at equal distances. */
  static LabeledTexts some(LabeledTexts all) {
    int count = all.texts().size();
    return count <= MOST ? all : where(all, i -> (i + 1) * MOST / count != i * MOST / count);
  }

  /** Each pair of text and label once. */
  static LabeledTexts distinct(LabeledTexts all) {
    var rows = new ArrayList<String[]>();
    var seen = new HashSet<List<String>>();
    for (int i = 0; i < all.texts().size(); i++) {
      if (seen.add(List.of(all.texts().get(i), all.labels().get(i)))) {
        rows.add(new String[] {all.texts().get(i), all.labels().get(i)});
      }
    }
    return of(rows);
  }

  /**
   * The texts of an archive by their paths, in alphabetical order; bytes that are not UTF-8 are
   * characters of ISO 8859-1.
   */
  static Map<String, String> archive(Path file, String ending) {
    try (var in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      var texts = new TreeMap<String, String>();
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile() && entry.getName().endsWith(ending)) {
          texts.put(entry.getName(), text(in.readAllBytes()));
        }
      }
      return new LinkedHashMap<>(texts);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1);
    }
  }
}
