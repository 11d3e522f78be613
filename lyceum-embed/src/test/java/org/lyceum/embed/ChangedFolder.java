// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.lyceum.files.JsonFile;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/**
 * A copy of a model folder that is changed in one place.
 *
 * @param path the folder
 * @param family of its encoder, a folder of the reference values
 * @param random what chooses
 */
record ChangedFolder(Path path, String family, RandomGenerator random) {
  private static final String WEIGHTS = "model.safetensors";

  <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /**
   * Shortens a file by more than a bracket and the end of a line, without which it may be whole.
   */
  void cut(String name) {
    try (var file = new RandomAccessFile(path.resolve(name).toFile(), "rw")) {
      file.setLength(random.nextLong(file.length() - 2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a few of the first bytes of a file, where lengths, types and offsets stand. */
  void overwrite(String name) {
    try (var file = new RandomAccessFile(path.resolve(name).toFile(), "rw")) {
      for (int i = 0; i < 4; i++) {
        file.seek(random.nextInt((int) Math.min(300, file.length())));
        file.write(random.nextInt(256));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    try {
      Files.delete(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InMemoryWeights weights() {
    return InMemoryWeights.copyOf(Safetensors.open(path.resolve(WEIGHTS)));
  }

  void write(InMemoryWeights weights) {
    Safetensors.write(path.resolve(WEIGHTS), weights, Map.of());
  }

  /** The header of the weights with another text of the same length. */
  void header(UnaryOperator<String> change) {
    try (var file = new RandomAccessFile(path.resolve(WEIGHTS).toFile(), "rw")) {
      byte[] bytes = new byte[(int) Long.reverseBytes(file.readLong())];
      file.readFully(bytes);
      String changed = change.apply(new String(bytes, StandardCharsets.UTF_8));
      file.seek(Long.BYTES);
      file.write(changed.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectNode object(String name) {
    return JsonFile.read(path.resolve(name)).object().deepCopy();
  }

  void write(String name, JsonNode node) {
    try {
      Files.writeString(path.resolve(name), node.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
