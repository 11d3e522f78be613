// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lyceum.files.FolderTree;
import org.lyceum.tensor.DataException;

/**
 * A folder that gives way to a new one. No system swaps two folders at once in Java, so for a
 * moment neither has the name; a process that is killed then leaves the old one beside it, under a
 * name from which it is restored when the folder is next wanted.
 *
 * @param old where the old folder is meanwhile
 */
record ReplacedFolder(Path old) {
  private static final Pattern NAME = Pattern.compile("\\.writing-.*\\.([0-9]{1,18})\\.old$");

  /** What the names of all that is beside a folder for a while begin with. */
  static String prefix(Path folder) {
    return "." + folder.getFileName() + ".writing-";
  }

  /** The place beside a new folder; the name says which process uses it. */
  static ReplacedFolder of(Path working) {
    return new ReplacedFolder(
        working.resolveSibling(
            "%s.%d.old".formatted(working.getFileName(), ProcessHandle.current().pid())));
  }

  /** Puts a new folder in the place of one that may be there. */
  void swap(Path target, Path working) throws IOException {
    synchronized (ReplacedFolder.class) {
      if (Files.exists(target)) {
        Files.move(target, old);
      }
      try {
        Files.move(working, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(working, target);
      } finally {
        if (!Files.exists(target) && Files.exists(old)) {
          Files.move(old, target);
        }
      }
    }
    FolderTree.delete(old);
  }

  /**
   * Brings back a folder that is missing because a process was killed that replaced it.
   *
   * @param target absolute; nothing is done if it is there
   * @throws DataException if it cannot be moved back
   */
  static void restore(Path target) {
    Path parent = target.getParent();
    if (Files.exists(target) || parent == null || !Files.isDirectory(parent)) {
      return;
    }
    synchronized (ReplacedFolder.class) {
      for (Path old : left(parent, prefix(target))) {
        if (!Files.exists(target)) {
          move(old, target);
        }
      }
    }
  }

  private static List<Path> left(Path parent, String prefix) {
    try (Stream<Path> files = Files.list(parent)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
          .filter(ReplacedFolder::isLeft)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // what cannot be listed has nothing to restore
    }
  }

  /** Whether the process that moved a folder away is gone, or is this one, which is not at it. */
  private static boolean isLeft(Path file) {
    long own = ProcessHandle.current().pid();
    OptionalLong pid = pid(file);
    return pid.isPresent()
        && (pid.getAsLong() == own
            || ProcessHandle.of(pid.getAsLong()).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static OptionalLong pid(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    return name.find() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
  }

  private static void move(Path old, Path target) {
    try {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // another process was faster
    } catch (IOException e) {
      throw new DataException(
          target,
          "was being replaced when a process was killed, and cannot be moved back from %s: %s; move it by hand"
              .formatted(old, e.getMessage()),
          e);
    }
  }
}
