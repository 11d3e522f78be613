// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of model folders that a test may damage. */
public final class TestFolders {
  private TestFolders() {}

  /** {@return a copy of a golden folder, below another} */
  public static Path copy(String golden, Path below) {
    return copy(GoldenFiles.path(golden), below);
  }

  /** {@return a copy of a folder, below another} */
  public static Path copy(Path source, Path below) {
    Path target = below.resolve(source.getFileName().toString());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.write(to, Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  /** Replaces text in a file. */
  public static void replace(Path file, String regex, String replacement) {
    try {
      String text = Files.readString(file);
      String changed = text.replaceAll(regex, replacement);
      if (changed.equals(text)) {
        throw new IllegalStateException("%s has no %s".formatted(file, regex));
      }
      Files.write(file, changed.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a file or an empty folder. */
  public static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
