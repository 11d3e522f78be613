// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.FolderTree;

/** Where a run keeps everything until it is whole: {@code OUTPUT.partial}. */
final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Refuses what would not end well, before anything is computed.
   *
   * @throws DataException if the output exists, or a run was interrupted and is not resumed
   * @throws IllegalStateException if there is nothing to resume
   */
  static void check(DistillOptions options) {
    var output = options.output();
    var work = options.work();
    if (Files.exists(output)) {
      throw new DataException(
          output, "the output exists already; choose another folder, or remove it");
    }
    if (options.run().resume() && !Files.isDirectory(work)) {
      throw new IllegalStateException(
          "there is no interrupted run in %s to resume; run without --resume".formatted(work));
    }
    if (!options.run().resume() && Files.exists(work)) {
      throw new DataException(
          work, "an interrupted run is here; add --resume to go on with it, or remove it");
    }
    var parent = work.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new DataException(output, "cannot be made: there is no folder %s".formatted(parent));
    }
    FolderTree.requireWritable(parent, output);
  }

  static WorkFolder open(DistillOptions options) {
    var path = options.work();
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw busy(path);
      }
      return new WorkFolder(path, channel);
    } catch (OverlappingFileLockException e) {
      throw busy(path);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be made".formatted(path), e);
    }
  }

  private static IllegalStateException busy(Path path) {
    return new IllegalStateException(
        "another process is running in %s; wait for it or choose another output".formatted(path));
  }

  Path path() {
    return path;
  }

  void requireSame(RunPlan plan, DistillOptions options) {
    if (!plan.asked().equals(RunPlan.asked(options))) {
      throw new IllegalStateException(
          "the interrupted run in %s was started with other options: %s, now %s; give the same"
                  .formatted(path, plan.asked(), RunPlan.asked(options))
              + " options, or remove the folder");
    }
  }

  /** Moves the finished model to where it was asked for, and removes everything else. */
  void finish(Path model, Path output) {
    try {
      Files.move(model, output, StandardCopyOption.ATOMIC_MOVE);
      FolderTree.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be moved to %s".formatted(model, output), e);
    }
  }

  /** Removes a folder that no run could go on from. */
  void discard() {
    FolderTree.delete(path);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be closed".formatted(path), e);
    }
  }
}
