// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.DataException;

/**
 * Embeddings on disk, keyed by model, prompt and text, so that no text is embedded twice, also
 * after a kill.
 *
 * <p>Layout: a folder a model and prompt, named by their hash, with {@code vectors.f32} (rows of
 * little-endian floats) and {@code keys.bin} (the first 16 bytes of each text's SHA-256). Vectors
 * are written before their keys; rows without a key are dropped by whoever writes next. Several
 * processes may have it open: each locks it for as long as it takes to write some rows, and takes
 * over what the others wrote. Within a process it is open once.
 */
public final class EmbeddingCache implements AutoCloseable {
  /** Texts that are usually embedded before they are kept. */
  public static final int CHUNK = 1_024;

  private static final int SHOWN = 80; // characters of a text in a message

  private final Embedder embedder;
  private final Prompt prompt;
  private final CacheFiles files;
  private final FileChannel keys;
  private final FileChannel vectors;
  private final MappedRows mapped;
  private final Map<TextKey, Integer> rows = new HashMap<>();
  private int read; // rows of the files that are known here

  private EmbeddingCache(Embedder embedder, Prompt prompt, CacheFiles files) {
    this.embedder = embedder;
    this.prompt = prompt;
    this.files = files;
    keys = files.keys();
    vectors = files.vectors();
    mapped = new MappedRows(vectors, embedder.width());
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
    var place =
        folder
            .resolve(TextKey.of(embedder.fingerprint() + "\n" + prefix).toString())
            .toAbsolutePath();
    try {
      var files = CacheFiles.open(place);
      try {
        var cache = new EmbeddingCache(embedder, prompt, files);
        cache.refresh();
        return cache;
      } catch (IOException | RuntimeException | Error e) {
        files.close();
        throw e;
      }
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

  /** Takes over what other processes have written, and opens it to readers. */
  private void refresh() throws IOException {
    try (var lock = keys.lock()) {
      read();
    }
    mapped.map(read);
  }

  /** Reads the keys that are new, and drops what was half written. The files must be locked. */
  private void read() throws IOException {
    int whole = (int) Math.min(keys.size() / TextKey.BYTES, vectors.size() / rowBytes());
    keys.truncate((long) whole * TextKey.BYTES);
    vectors.truncate(whole * rowBytes());
    var buffer = ByteBuffer.allocate(Math.max(0, whole - read) * TextKey.BYTES);
    long start = (long) read * TextKey.BYTES;
    while (buffer.hasRemaining() && keys.read(buffer, start + buffer.position()) >= 0) {
      // until all is read
    }
    buffer.flip();
    for (; read < whole; read++) {
      rows.putIfAbsent(new TextKey(buffer.getLong(), buffer.getLong()), read);
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
    try {
      refresh();
      var absent = absent(texts);
      progress.at(0, absent.size());
      for (int start = 0; start < absent.size(); start += together) {
        int before = start;
        int end = Math.min(absent.size(), start + together);
        var chunk = absent(absent.subList(start, end)); // another process may have been here
        if (!chunk.isEmpty()) {
          var made =
              embedder.embed(
                  chunk, prompt, (done, all) -> progress.at(before + done, absent.size()));
          append(chunk, made.rows());
        }
        progress.at(end, absent.size());
      }
      mapped.map(read);
    } catch (IOException e) {
      throw failed("written", embedder.name(), e);
    }
  }

  /**
   * Keeps vectors that the embedder's model gave elsewhere; those of texts that are in the cache
   * stay as they are.
   *
   * @param texts any texts
   * @param vectors of the texts, of the cache's width
   */
  void put(List<String> texts, List<float[]> vectors) {
    try {
      if (!absent(texts).isEmpty()) {
        append(texts, vectors);
      }
    } catch (IOException e) {
      throw failed("written", embedder.name(), e);
    }
  }

  /** Writes what no other process has written meanwhile. */
  private void append(List<String> texts, List<float[]> made) throws IOException {
    requireWidth(made);
    requireFinite(texts, made);
    try (var lock = keys.lock()) {
      read();
      var met = new HashSet<TextKey>();
      var fresh =
          IntStream.range(0, texts.size())
              .filter(i -> !rows.containsKey(TextKey.of(texts.get(i))))
              .filter(i -> met.add(TextKey.of(texts.get(i))))
              .toArray();
      var values =
          ByteBuffer.allocate(Math.toIntExact(fresh.length * rowBytes()))
              .order(ByteOrder.LITTLE_ENDIAN);
      var floats = values.asFloatBuffer();
      var hashes = ByteBuffer.allocate(fresh.length * TextKey.BYTES);
      for (int i : fresh) {
        floats.put(made.get(i));
        TextKey.of(texts.get(i)).put(hashes);
      }
      write(vectors, values, read * rowBytes());
      vectors.force(false); // a key that is on disk has its row there
      write(keys, hashes.flip(), (long) read * TextKey.BYTES);
      for (int i : fresh) {
        rows.put(TextKey.of(texts.get(i)), read++);
      }
    }
  }

  /** What is kept is given for ever. */
  private void requireFinite(List<String> texts, List<float[]> made) {
    for (int i = 0; i < made.size(); i++) {
      for (float value : made.get(i)) {
        if (!Float.isFinite(value)) {
          throw new DataException(
              embedder.name(),
              "must give finite vectors, got %s for the text '%s'; check its weights"
                  .formatted(value, shortened(texts.get(i))));
        }
      }
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
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
    if (row >= mapped.rows()) { // it was put since
      try {
        mapped.map(read);
      } catch (IOException e) {
        throw failed("read", embedder.name(), e);
      }
    }
    return mapped.row(row);
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw failed("closed", embedder.name(), e);
    }
  }
}
