// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lyceum.tensor.DataException;

/** A folder with all that is in it. */
public final class FolderTree {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<Path> AT_EXIT = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(FolderTree::deleteLeft));
  }

  private FolderTree() {}

  /**
   * Deletes a folder when the program ends, if it is still there then, as after Control-C; but not
   * before {@link GuardedWork} has ended, which may be writing to it.
   *
   * @param folder one that only this program uses
   */
  public static void deleteAtExit(Path folder) {
    AT_EXIT.add(folder);
  }

  /**
   * Makes a folder, unless it is there, and refuses one in which nothing can be made, before any
   * work is done for it.
   *
   * @param folder where something is to be made
   * @throws DataException if it cannot be made, or the system makes nothing there, also where it
   *     says that it may be written
   */
  public static void makeWritable(Path folder) {
    make(folder, folder);
  }

  /**
   * Makes the folder of an output as {@link #makeWritable} does.
   *
   * @param output what is to be made
   * @throws DataException if it cannot be made there
   */
  public static void makePlace(Path output) {
    make(place(output), output);
  }

  /**
   * Refuses an output whose folder is not there or takes nothing, before any work is done for it.
   *
   * @param output what is to be made
   * @throws DataException if it cannot be made there
   */
  public static void requirePlace(Path output) {
    requireWritable(place(output), output);
  }

  private static Path place(Path output) {
    Path absolute = output.toAbsolutePath().normalize();
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  private static void make(Path folder, Path output) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      Path there = folder.toAbsolutePath().normalize();
      while (!Files.exists(there)) {
        there = place(there);
      }
      throw unwritable(there, output, e);
    }
    requireWritable(folder, output);
  }

  private static void requireWritable(Path folder, Path output) {
    try {
      Files.delete(Files.createTempFile(folder, ".lyceum-", ".part"));
    } catch (IOException e) {
      throw unwritable(folder, output, e);
    }
  }

  private static DataException unwritable(Path folder, Path output, IOException e) {
    return new DataException(output, "cannot be made: " + unwritable(folder), e);
  }

  /** Why nothing was made in a folder, and what to do. */
  static String unwritable(Path folder) {
    if (!Files.exists(folder)) {
      return "there is no folder %s; make it, or choose another place".formatted(folder);
    }
    return (Files.isDirectory(folder)
            ? "no file can be made in %s; choose another place"
            : "%s is a file and no folder; choose another place")
        .formatted(folder);
  }

  static void deleteLeft() {
    GuardedWork.awaitAll();
    for (var folder : AT_EXIT) {
      try {
        delete(folder);
      } catch (UncheckedIOException e) {
        // a thread may still write there; the program ends without
      }
    }
  }

  /**
   * Deletes a folder with all that is in it; links are deleted, not followed.
   *
   * @param folder a folder or file; one that is not there is fine
   * @throws UncheckedIOException if something of it cannot be deleted; names the folder
   */
  public static void delete(Path folder) {
    AT_EXIT.remove(folder);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException e) { // of the walk
      throw failed(folder, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  /**
   * Waits until the names in a folder are on the disk, where the system can say so: what was made
   * in it, moved into it or deleted from it is so after a loss of power. The content of files is
   * another matter; {@link AtomicFile} sees to that.
   *
   * @param folder the folder
   * @throws IOException if there is no such folder, or the disk fails
   */
  public static void force(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    if (!POSIX) {
      return; // Windows does not open folders; its file systems write names in order
    }
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static UncheckedIOException failed(Path folder, IOException why) {
    return new UncheckedIOException(
        "%s cannot be deleted: %s".formatted(folder, why.getMessage()), why);
  }
}
