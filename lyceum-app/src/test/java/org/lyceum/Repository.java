// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sources that this test runs on. */
final class Repository {
  private Repository() {}

  /** {@return the folder with ARCHITECTURE.md} */
  static Path root() {
    return GoldenFiles.repository();
  }

  /** {@return every Java source of every module, in order} */
  static List<Path> sources() {
    try (var files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> root().relativize(file).toString().matches("lyceum-\\w+/src/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return the text of a file}
   *
   * @param file relative to the root, or absolute
   */
  static String read(Path file) {
    try {
      return Files.readString(root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
