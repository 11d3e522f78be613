// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.FolderTree;
import org.lyceum.files.ProgramLock;
import org.lyceum.tensor.DataException;

/** Where a run keeps everything until it is whole: {@code OUTPUT.partial}. */
final class WorkFolder implements AutoCloseable {
  /** Names the model that is moved next: where it is moved already, the run is whole. */
  private static final String FINISHED = "finished";

  private static final String LOCK = "lock";

  /** Where the next option of {@link RunPlan#asked} begins; paths may hold commas. */
  private static final Pattern OPTION =
      Pattern.compile(", (?=(?:student|corpus|field|minutes|seed|threads|precision|recipe) )");

  private static final System.Logger LOG = System.getLogger(WorkFolder.class.getName());

  private final Path path;
  private final ProgramLock lock;

  private WorkFolder(Path path, ProgramLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Refuses what would not end well, before anything is computed.
   *
   * @throws DataException if the output exists, or a run was interrupted and is not resumed
   * @throws IllegalStateException if there is nothing to resume, or another run is going on, or the
   *     one to resume was asked for something else
   */
  static void check(DistillOptions options) {
    var output = options.output();
    var work = options.work();
    requireIdle(work);
    if (options.run().resume()) {
      requireUnfinished(work, output);
    }
    if (Files.exists(output)) {
      throw new DataException(
          output, "the output exists already; choose another folder, or remove it");
    }
    requireAsAsked(options.run().resume(), work);
    RunPlan.askedIn(work).ifPresent(before -> requireSame(before, options));
    FolderTree.requirePlace(output);
  }

  private static void requireAsAsked(boolean resume, Path work) {
    if (Files.exists(work.resolve("student").resolve("checkpoints")) && !RunPlan.isIn(work)) {
      throw new DataException(
          work, "the plan of the run that was interrupted here is gone; remove the folder");
    }
    if (resume && !Files.isDirectory(work)) {
      throw new IllegalStateException(
          "there is no interrupted run in %s to resume; run without --resume".formatted(work));
    }
    if (!resume && Files.exists(work)) {
      throw new DataException(
          work, "an interrupted run is here; add --resume to go on with it, or remove it");
    }
  }

  /** Nobody is at work where there is no lock. */
  private static void requireIdle(Path work) {
    if (!Files.exists(work.resolve(LOCK))) {
      return;
    }
    try {
      lock(work).close();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be looked at".formatted(work), e);
    }
  }

  private static ProgramLock lock(Path work) throws IOException {
    return ProgramLock.take(work.resolve(LOCK))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "another process is running in %s; wait for it or choose another output"
                        .formatted(work)));
  }

  /** What a kill left beside a model that was moved already is removed now. */
  private static void requireUnfinished(Path work, Path output) {
    if (isFinished(work, output)) {
      discard(work);
      throw new IllegalStateException(
          "there is nothing to resume: %s is whole; what was left of its run was removed"
              .formatted(output));
    }
  }

  private static boolean isFinished(Path work, Path output) {
    try {
      var model = Files.readString(work.resolve(FINISHED));
      return Files.exists(output) && !Files.exists(work.resolve(model));
    } catch (IOException e) {
      return false; // it never came so far
    }
  }

  static WorkFolder open(DistillOptions options) {
    var path = options.work();
    try {
      Files.createDirectories(path);
      return new WorkFolder(path, lock(path));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be made".formatted(path), e);
    }
  }

  Path path() {
    return path;
  }

  private static void requireSame(String before, DistillOptions options) {
    var now = RunPlan.asked(options);
    if (!before.equals(now)) {
      throw new IllegalStateException(
          "the interrupted run in %s was started with other options: %s, now %s; give the same"
                  .formatted(options.work(), without(before, now), without(now, before))
              + " options, or remove the folder");
    }
  }

  /** The options of a list that another does not have. */
  private static String without(String options, String others) {
    var rest = new ArrayList<>(options(options));
    rest.removeAll(options(others));
    return rest.isEmpty() ? options : String.join(", ", rest);
  }

  private static List<String> options(String list) {
    return List.of(OPTION.split(list, -1));
  }

  /**
   * Moves the finished model to where it was asked for, and removes everything else. What cannot be
   * removed is no failure, since the model is whole.
   */
  void finish(Path model, Path output) {
    try {
      var name = path.relativize(model).toString();
      AtomicFile.write(
          path.resolve(FINISHED), out -> out.write(name.getBytes(StandardCharsets.UTF_8)));
      Files.move(model, output, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be moved to %s".formatted(model, output), e);
    }
    try {
      discard(path);
    } catch (UncheckedIOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "%s; nothing in it is needed, remove it".formatted(e.getMessage()));
    }
  }

  /** Removes a folder that no run could go on from. */
  void discard() {
    discard(path);
  }

  /** The note that a run is whole goes last. */
  private static void discard(Path work) {
    try (var files = Files.list(work)) {
      files.filter(file -> !file.endsWith(FINISHED)).forEach(FolderTree::delete);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be deleted".formatted(work), e);
    }
    FolderTree.delete(work);
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
