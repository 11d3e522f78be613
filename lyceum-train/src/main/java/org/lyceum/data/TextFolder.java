// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.lyceum.tensor.DataException;

/**
 * All {@code .txt} and {@code .md} files below a folder, in the order of their paths, as passages.
 */
record TextFolder(Path folder) implements TextSource {
  @Override
  public void read(Consumer<String> reader) {
    var files = files();
    if (files.isEmpty()) {
      throw new DataException(folder, "a folder must hold .txt or .md files, but there are none");
    }
    for (var file : files) {
      var passages = new Passages(reader);
      new PlainText(file).read(passages::line);
      passages.end();
    }
  }

  private List<Path> files() {
    try (var walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(Files::isRegularFile).filter(TextFolder::isText).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder, "cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isText(Path file) {
    var name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".md");
  }
}
