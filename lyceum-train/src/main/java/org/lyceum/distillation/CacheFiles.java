// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The two files of an {@link EmbeddingCache}, which are open once within a process.
 *
 * @param folder where they are
 * @param keys of the texts
 * @param vectors of the texts, in the order of the keys
 */
record CacheFiles(Path folder, FileChannel keys, FileChannel vectors) implements AutoCloseable {
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet(); // in this process

  /**
   * {@return the files of a folder, which are made where they are missing}
   *
   * @param folder absolute; is made where it is missing
   * @throws IllegalStateException if they are open in this process
   * @throws IOException if they cannot be opened
   */
  static CacheFiles open(Path folder) throws IOException {
    if (!OPEN.add(folder)) {
      throw new IllegalStateException(
          "the embedding cache %s is open in this process already; close it first"
              .formatted(folder));
    }
    try {
      Files.createDirectories(folder);
      var keys = channel(folder.resolve("keys.bin"));
      try {
        return new CacheFiles(folder, keys, channel(folder.resolve("vectors.f32")));
      } catch (IOException e) {
        keys.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      OPEN.remove(folder);
      throw e;
    }
  }

  private static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void close() throws IOException {
    OPEN.remove(folder);
    try (keys;
        vectors) {
      // both, also where one fails
    }
  }
}
