// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lyceum.tensor.DataException;

/**
 * Texts in files: {@code .txt} with a text a line, {@code .jsonl} and {@code .csv} with a named
 * field, or a folder of {@code .txt} and {@code .md} files that are cut into passages. Any other
 * file is refused. Blank texts are skipped.
 *
 * <p>Files are streamed: a corpus may be larger than memory.
 *
 * @param paths files and folders, read in this order; the files of a folder in the order of their
 *     names
 * @param field the field of JSONL and CSV files that holds the text
 */
public record Corpus(List<Path> paths, String field) {
  /** The usual name of the field that holds the text. */
  public static final String FIELD = "text";

  /** Copies the list and checks that there is something to read. */
  public Corpus {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a corpus must have a path, got none");
    }
    if (field.isBlank()) {
      throw new IllegalArgumentException("the name of the field must not be blank");
    }
  }

  /**
   * {@return the corpus in files whose field is called {@code text}}
   *
   * @param paths files and folders
   */
  public static Corpus of(Path... paths) {
    return new Corpus(List.of(paths), FIELD);
  }

  /** {@return the paths, as a name for messages} */
  public String name() {
    return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /** {@return the names of its files and folders, without where they lie} */
  public String label() {
    return paths.stream()
        .map(path -> String.valueOf(path.toAbsolutePath().normalize().getFileName()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Reads all texts, one in memory at a time.
   *
   * @param reader is given each text, stripped of surrounding blanks
   * @throws DataException if a file is missing, empty, unreadable, not UTF-8 or malformed
   */
  public void read(Consumer<String> reader) {
    for (var path : paths) {
      var counted = new Counted(reader);
      TextSource.of(path, field).read(counted);
      if (counted.count == 0) {
        throw new DataException(path, "a corpus must hold text, but there is none in it");
      }
    }
  }

  /** {@return all texts, in memory} */
  public List<String> texts() {
    var texts = new ArrayList<String>();
    read(texts::add);
    return texts;
  }

  /** Strips texts, skips blank ones and counts the others. */
  private static final class Counted implements Consumer<String> {
    private final Consumer<String> reader;
    private long count;

    Counted(Consumer<String> reader) {
      this.reader = reader;
    }

    @Override
    public void accept(String text) {
      var stripped = text.strip();
      if (!stripped.isEmpty()) {
        count++;
        reader.accept(stripped);
      }
    }
  }
}
