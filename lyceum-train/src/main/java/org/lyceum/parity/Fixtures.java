// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.tensor.DataException;

/** Finds folders that hold a model and reference values of it. */
public final class Fixtures {
  private static final int DEPTH = 3;

  private Fixtures() {}

  /**
   * {@return the folder itself, or all up to three levels below it, that hold {@code
   * expected.safetensors} or {@code expected.json}, by name}
   *
   * @param root where to look
   * @throws DataException if there is none
   */
  public static List<Path> below(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DataException(root, "must be a folder; name a fixture for a model of a name");
    }
    try (var paths = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      var found = paths.filter(Fixtures::holdsReference).sorted().toList();
      if (found.isEmpty()) {
        throw new DataException(
            root, "must hold folders with expected.safetensors or expected.json, but has none");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean holdsReference(Path folder) {
    return Files.exists(folder.resolve("expected.safetensors"))
        || Files.exists(folder.resolve("expected.json"));
  }
}
