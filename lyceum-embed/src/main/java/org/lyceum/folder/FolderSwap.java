// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.FolderTree;
import org.lyceum.tensor.DataException;

/**
 * A folder that is either there completely or not there: written beside its place, then moved.
 *
 * @param target where it goes, absolute
 * @param replace whether one that is there gives way, if the new one has all of its files
 */
record FolderSwap(Path target, boolean replace) {
  private static final int SHOWN = 5;

  /** What fills the folder. */
  interface Content {
    void writeInto(Path folder) throws IOException;
  }

  void write(Content content) {
    ReplacedFolder.restore(target);
    if (Files.exists(target) && !replace) {
      throw new DataException(
          target, "must not exist yet; choose another output, or delete it if it is not needed");
    }
    if (Files.exists(target) && !Files.exists(target.resolve("modules.json")) && !isEmpty()) {
      throw new DataException(
          target,
          "must be a model folder (with modules.json) or empty to be replaced; choose another"
              + " output");
    }
    Path parent = target.getParent();
    if (parent == null) {
      throw new DataException(target, "must be a folder inside another");
    }
    FolderTree.makePlace(target);
    @Nullable Path working = null;
    try {
      working = Files.createTempDirectory(parent, ReplacedFolder.prefix(target));
      FolderTree.deleteAtExit(working);
      open(working);
      content.writeInto(working);
      move(working);
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(
          target, "could not be written, nothing of it is left: " + reason(e), e);
    } finally {
      if (working != null) {
        FolderTree.delete(working);
      }
    }
  }

  private boolean isEmpty() {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (Stream<Path> files = Files.list(target)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      throw new DataException(target, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable String reason(Exception e) {
    Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    return cause.getMessage();
  }

  /**
   * Temporary folders are for their owner alone; a model is as readable as its parent, and only its
   * owner writes to it.
   */
  private static void open(Path working) throws IOException {
    Path parent = working.getParent();
    if (parent != null && Files.getFileStore(working).supportsFileAttributeView("posix")) {
      var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(parent));
      permissions.remove(PosixFilePermission.GROUP_WRITE);
      permissions.remove(PosixFilePermission.OTHERS_WRITE);
      Files.setPosixFilePermissions(working, permissions);
    }
  }

  /**
   * What the new folder does not have would be gone: reports, a table, whatever somebody put there.
   */
  private void requireNothingLost(Path working) throws IOException {
    List<Path> lost;
    try (Stream<Path> files = Files.walk(target)) {
      lost =
          files
              .filter(file -> !Files.isDirectory(file))
              .map(target::relativize)
              .filter(file -> !Files.exists(working.resolve(file)))
              .sorted()
              .toList();
    }
    if (!lost.isEmpty()) {
      throw new DataException(
          target,
          "holds files that replacing it would delete: %s%s; move them away, or choose another"
                  .formatted(
                      lost.stream()
                          .limit(SHOWN)
                          .map(Path::toString)
                          .collect(Collectors.joining(", ")),
                      lost.size() > SHOWN ? " and %d more".formatted(lost.size() - SHOWN) : "")
              + " output");
    }
  }

  private void move(Path working) throws IOException {
    if (Files.exists(target)) {
      requireNothingLost(working);
    }
    ReplacedFolder.of(working).swap(target, working);
  }
}
