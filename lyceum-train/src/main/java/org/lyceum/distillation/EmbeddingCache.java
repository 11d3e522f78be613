// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Prompt;

/**
 * Embeddings on disk, keyed by model, prompt and text, so that no text is embedded twice, also
 * after a kill.
 *
 * <p>Layout: a folder a model and prompt, named by their hash, with {@code vectors.f32} (rows of
 * little-endian floats) and {@code keys.bin} (the first 16 bytes of each text's SHA-256). Vectors
 * are written before their keys; rows without a key are dropped at the next opening. One process at
 * a time has it open; another is refused.
 */
public final class EmbeddingCache implements AutoCloseable {
  /** Texts that are usually embedded before they are kept. */
  public static final int CHUNK = 1_024;

  private static final int ROWS_PER_MAP = 1 << 18;

  private final Embedder embedder;
  private final Prompt prompt;
  private final FileChannel keys;
  private final FileChannel vectors;
  private final FileLock lock;
  private final Map<TextKey, Integer> rows = new HashMap<>();
  private final List<MappedByteBuffer> maps = new ArrayList<>();

  private EmbeddingCache(Embedder embedder, Prompt prompt, Path folder) throws IOException {
    this.embedder = embedder;
    this.prompt = prompt;
    Files.createDirectories(folder);
    keys = open(folder.resolve("keys.bin"));
    lock = lock(keys, folder);
    vectors = open(folder.resolve("vectors.f32"));
    recover();
    map();
  }

  private static FileLock lock(FileChannel keys, Path folder) throws IOException {
    try {
      var lock = keys.tryLock();
      if (lock == null) {
        keys.close();
        throw new IllegalStateException(
            "the embedding cache %s is in use by another process; wait for it, or set LYCEUM_CACHE"
                    .formatted(folder)
                + " to another folder");
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      keys.close();
      throw new IllegalStateException(
          "the embedding cache %s is open in this process already; close it first"
              .formatted(folder),
          e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * {@return the cache of one embedder and prompt}
   *
   * @param folder where all caches are
   * @param embedder whose vectors they are; stays open
   * @param prompt which of its prompts goes in front of each text
   * @param prefix what that prompt says; prompts that say the same share a cache
   */
  public static EmbeddingCache open(Path folder, Embedder embedder, Prompt prompt, String prefix) {
    var name = TextKey.of(embedder.fingerprint() + "\n" + prefix).toString();
    try {
      return new EmbeddingCache(embedder, prompt, folder.resolve(name));
    } catch (IOException e) {
      throw failed("opened", folder, e);
    }
  }

  /** Whose vectors they are. */
  String fingerprint() {
    return embedder.fingerprint();
  }

  private static UncheckedIOException failed(String what, Object where, IOException e) {
    return new UncheckedIOException(
        "the embedding cache %s could not be %s: %s".formatted(where, what, e.getMessage()), e);
  }

  private long rowBytes() {
    return 4L * embedder.width();
  }

  private void recover() throws IOException {
    int whole = (int) Math.min(keys.size() / TextKey.BYTES, vectors.size() / rowBytes());
    keys.truncate((long) whole * TextKey.BYTES);
    vectors.truncate(whole * rowBytes());
    var buffer = ByteBuffer.allocate(whole * TextKey.BYTES);
    while (buffer.hasRemaining() && keys.read(buffer, buffer.position()) >= 0) {
      // until all is read
    }
    buffer.flip();
    for (int row = 0; row < whole; row++) {
      rows.put(new TextKey(buffer.getLong(), buffer.getLong()), row);
    }
  }

  private void map() throws IOException {
    maps.clear();
    long size = vectors.size();
    long step = ROWS_PER_MAP * rowBytes();
    for (long start = 0; start < size; start += step) {
      var map = vectors.map(FileChannel.MapMode.READ_ONLY, start, Math.min(step, size - start));
      map.order(ByteOrder.LITTLE_ENDIAN);
      maps.add(map);
    }
  }

  /** {@return the number of texts in the cache} */
  public int size() {
    return rows.size();
  }

  /** {@return the width of a vector} */
  public int width() {
    return embedder.width();
  }

  /**
   * {@return those of the texts that are not in the cache yet, each once}
   *
   * @param texts any texts
   */
  public List<String> absent(List<String> texts) {
    var absent = new LinkedHashSet<String>();
    for (var text : texts) {
      if (!rows.containsKey(TextKey.of(text))) {
        absent.add(text);
      }
    }
    return List.copyOf(absent);
  }

  /**
   * Embeds the texts that are not in the cache yet. What is done stays done if this is interrupted.
   *
   * @param texts any texts
   * @param progress told the number of texts embedded, of those that were missing; what it throws
   *     ends the work
   */
  public void add(List<String> texts, Progress progress) {
    add(texts, CHUNK, progress);
  }

  /**
   * Embeds the texts that are not in the cache yet, some at a time. What is done stays done if this
   * is interrupted.
   *
   * @param texts any texts
   * @param together how many are embedded before they are kept, 1 or more
   * @param progress told the number of texts embedded, of those that were missing; what it throws
   *     ends the work
   */
  public void add(List<String> texts, int together, Progress progress) {
    var absent = absent(texts);
    try {
      progress.at(0, absent.size());
      for (int start = 0; start < absent.size(); start += together) {
        var chunk = absent.subList(start, Math.min(absent.size(), start + together));
        int before = start;
        var made =
            embedder.embed(chunk, prompt, (done, all) -> progress.at(before + done, absent.size()));
        append(chunk, made.rows());
        progress.at(start + chunk.size(), absent.size());
      }
      map();
    } catch (IOException e) {
      throw failed("written", embedder.name(), e);
    }
  }

  private void append(List<String> texts, List<float[]> made) throws IOException {
    requireWidth(made);
    var values =
        ByteBuffer.allocate(Math.toIntExact(texts.size() * rowBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    var floats = values.asFloatBuffer();
    made.forEach(floats::put);
    write(vectors, values, rows.size() * rowBytes());
    var hashes = ByteBuffer.allocate(texts.size() * TextKey.BYTES);
    texts.forEach(text -> TextKey.of(text).put(hashes));
    write(keys, hashes.flip(), (long) rows.size() * TextKey.BYTES);
    texts.forEach(text -> rows.put(TextKey.of(text), rows.size()));
  }

  private void requireWidth(List<float[]> made) {
    for (var vector : made) {
      if (vector.length != width()) {
        throw new IllegalStateException(
            "an embedder must give vectors of its own width, %d, got %d"
                .formatted(width(), vector.length));
      }
    }
  }

  private static void write(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    long position = at;
    while (buffer.hasRemaining()) {
      position += channel.write(buffer, position);
    }
  }

  /**
   * {@return the row of a text}
   *
   * @param text one that was {@link #add added}
   * @throws IllegalStateException if it was not
   */
  public int row(String text) {
    var row = rows.get(TextKey.of(text));
    if (row == null) {
      throw new IllegalStateException(
          "the embedding cache has no vector for '%s'; add its text first".formatted(text));
    }
    return row;
  }

  /**
   * {@return the vector of one row, a copy}
   *
   * @param row from {@link #row}
   */
  public float[] vector(int row) {
    float[] vector = new float[width()];
    var map = maps.get(row / ROWS_PER_MAP);
    map.slice(Math.toIntExact(row % ROWS_PER_MAP * rowBytes()), Math.toIntExact(rowBytes()))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(vector);
    return vector;
  }

  @Override
  public void close() {
    try (keys;
        vectors) {
      lock.release();
    } catch (IOException e) {
      throw failed("closed", embedder.name(), e);
    }
  }
}
