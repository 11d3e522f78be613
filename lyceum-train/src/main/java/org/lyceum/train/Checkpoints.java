// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.FolderTree;
import org.lyceum.files.Sha256;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

/**
 * The checkpoints of one run: folders {@code checkpoint-STEP} that hold everything, each written
 * under another name and moved into place when it is whole. The one before is deleted once the new
 * one is on the disk, so that one of them outlives a loss of power.
 */
final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "checkpoint-";
  private static final String STATE = "state.json";

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Everything a run needs to go on.
   *
   * @param state where it stands
   * @param model the parameters
   * @param optimizer the moments
   * @param best the parameters when the best figure was measured, or null
   */
  record Checkpoint(RunState state, Weights model, Weights optimizer, @Nullable Weights best) {}

  private record StateFile(RunState state, Map<String, String> sha256) {}

  void write(Checkpoint checkpoint) {
    try {
      Files.createDirectories(folder);
      var whole = folder.resolve(PREFIX + checkpoint.state.step());
      var part = folder.resolve("." + whole.getFileName() + ".part");
      FolderTree.delete(part);
      Files.createDirectories(part);
      writeFiles(part, checkpoint);
      FolderTree.force(part);
      FolderTree.delete(whole);
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
      FolderTree.force(folder);
      for (var other : named("\\.?" + PREFIX + "\\d+(\\.part)?")) { // older, or cut off by a kill
        if (!other.equals(whole)) {
          FolderTree.delete(other);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint could not be written to %s: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static void writeFiles(Path part, Checkpoint checkpoint) throws IOException {
    var files = new LinkedHashMap<String, Weights>();
    files.put("model.safetensors", checkpoint.model);
    files.put("optimizer.safetensors", checkpoint.optimizer);
    if (checkpoint.best != null) {
      files.put("best.safetensors", checkpoint.best);
    }
    var sums = new LinkedHashMap<String, String>();
    for (var file : files.entrySet()) {
      var path = part.resolve(file.getKey());
      Safetensors.write(path, file.getValue(), Map.of());
      sums.put(file.getKey(), Sha256.of(path));
    }
    byte[] state = JSON.writeValueAsBytes(new StateFile(checkpoint.state, sums));
    AtomicFile.write(part.resolve(STATE), out -> out.write(state));
  }

  /**
   * {@return the newest checkpoint, if there is one}
   *
   * @throws DataException if it is damaged
   */
  Optional<Checkpoint> newest() {
    try {
      var all = all();
      return all.isEmpty() ? Optional.empty() : Optional.of(read(all.getLast()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint in %s could not be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Checkpoint read(Path path) throws IOException {
    var file = JSON.readValue(path.resolve(STATE).toFile(), StateFile.class);
    for (var sum : file.sha256.entrySet()) {
      var found = Sha256.of(path.resolve(sum.getKey()));
      if (!found.equals(sum.getValue())) {
        throw new DataException(
            path.resolve(sum.getKey()),
            "damaged: its SHA-256 must be %s, got %s; delete the checkpoint to start again"
                .formatted(sum.getValue(), found));
      }
    }
    var best = path.resolve("best.safetensors");
    return new Checkpoint(
        file.state,
        Safetensors.open(path.resolve("model.safetensors")),
        Safetensors.open(path.resolve("optimizer.safetensors")),
        Files.exists(best) ? Safetensors.open(best) : null);
  }

  /** Whole checkpoints, oldest first. */
  private List<Path> all() throws IOException {
    return named(PREFIX + "\\d+").stream()
        .sorted(Comparator.comparingInt(Checkpoints::step))
        .toList();
  }

  private List<Path> named(String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths.filter(path -> path.getFileName().toString().matches(pattern)).toList();
    }
  }

  private static int step(Path path) {
    return Integer.parseInt(path.getFileName().toString().substring(PREFIX.length()));
  }
}
