// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.lyceum.tensor.DataException;

/** One path of a corpus, known by its ending. */
sealed interface TextSource permits PlainText, JsonLines, CsvFile, TextFolder {
  /** Hands over the texts, blank ones included. */
  void read(Consumer<String> reader);

  /** The source at a path that must be there and readable. */
  static TextSource of(Path path, String field) {
    if (!Files.exists(path)) {
      throw new DataException(path, "there is no such file or folder; check the path");
    }
    if (!Files.isReadable(path)) {
      throw new DataException(path, "cannot be read; check its permissions");
    }
    if (Files.isDirectory(path)) {
      return new TextFolder(path);
    }
    return switch (ending(path.getFileName().toString().toLowerCase(Locale.ROOT))) {
      case ".jsonl", ".ndjson" -> new JsonLines(path, field);
      case ".csv" -> new CsvFile(path, field);
      case "", ".txt", ".text", ".md" -> new PlainText(path);
      default ->
          throw new DataException(
              path,
              "a corpus file must end in .txt, .md, .jsonl, .ndjson or .csv, which says how it is"
                  + " read; rename or convert it");
    };
  }

  private static String ending(String name) {
    return name.lastIndexOf('.') <= 0 ? "" : name.substring(name.lastIndexOf('.'));
  }
}
