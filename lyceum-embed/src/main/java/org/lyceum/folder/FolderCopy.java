// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lyceum.tensor.DataException;

/** Copies a model folder, and changes the copy before it is there: completely or not at all. */
public final class FolderCopy {
  private FolderCopy() {}

  /**
   * Writes a changed copy.
   *
   * @param source the folder; all its files are copied
   * @param target where the copy goes; it must not exist, nor be inside the source
   * @param change is given the copy in the place where it is written
   * @throws DataException if the target exists or cannot be written
   */
  public static void write(Path source, Path target, Consumer<Path> change) {
    Path from = source.toAbsolutePath().normalize();
    Path to = target.toAbsolutePath().normalize();
    if (to.startsWith(from)) {
      throw new DataException(target, "must not be inside the folder %s".formatted(source));
    }
    new FolderSwap(to, false)
        .write(
            working -> {
              copy(from, working);
              change.accept(working);
            });
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path copy = to.resolve(from.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }
}
