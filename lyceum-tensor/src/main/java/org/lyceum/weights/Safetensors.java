// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;

/**
 * Weights in a safetensors file: 8 bytes with the length of a JSON header, the header, then all
 * arrays, little-endian, without gaps. The file is mapped, not read; it must not change while it is
 * in use.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors implements Weights {
  private final Object source;
  private final Map<String, String> metadata;
  private final Map<String, Located> arrays;

  private record Located(MappedFile file, SafetensorsHeader.Entry entry) {}

  private Safetensors(Object source, Map<String, String> metadata, Map<String, Located> arrays) {
    this.source = source;
    this.metadata = Collections.unmodifiableMap(metadata);
    this.arrays = Collections.unmodifiableMap(arrays);
  }

  /**
   * {@return the weights of a file}
   *
   * @param file a {@code .safetensors} file, or a {@code .safetensors.index.json} that says which
   *     files beside it hold which arrays
   * @throws DataException if the file is missing, truncated, or not what the format demands; says
   *     what was wanted and what was found
   */
  public static Safetensors open(Path file) {
    return file.toString().endsWith(".json") ? sharded(file) : single(MappedFile.open(file));
  }

  static Safetensors single(MappedFile file) {
    var header = SafetensorsHeader.of(file);
    var arrays = new LinkedHashMap<String, Located>();
    header.entries().forEach((name, entry) -> arrays.put(name, new Located(file, entry)));
    return new Safetensors(file.file(), header.metadata(), arrays);
  }

  private static Safetensors sharded(Path index) {
    var shards = new LinkedHashMap<String, Safetensors>();
    var arrays = new LinkedHashMap<String, Located>();
    ShardIndex.read(index)
        .forEach(
            (name, fileName) -> {
              var shard =
                  shards.computeIfAbsent(
                      fileName, f -> single(MappedFile.open(index.resolveSibling(f))));
              var array = shard.arrays.get(name);
              if (array == null) {
                throw new DataException(
                    index, "%s must be in %s, which does not hold it".formatted(name, fileName));
              }
              arrays.put(name, array);
            });
    return new Safetensors(index, Map.of(), arrays);
  }

  /**
   * Writes weights to a file. The same weights give the same bytes: arrays in the given order
   * (wider elements first, as readers want them aligned), each as it is stored there.
   *
   * @param file where to; replaced if it is there
   * @param weights what to write
   * @param metadata written in the order of the keys; {@code format} is {@code pt} unless given,
   *     without which older readers refuse a file
   * @throws java.io.UncheckedIOException if it cannot be written; nothing is left then
   */
  public static void write(Path file, Weights weights, Map<String, String> metadata) {
    new SafetensorsWriter(weights, metadata).write(file);
  }

  /** {@return what the writer of the file noted; empty for a sharded one} */
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Set<String> names() {
    return arrays.keySet();
  }

  @Override
  public Shape shape(String name) {
    return located(name).entry.shape();
  }

  @Override
  public DType dtype(String name) {
    return located(name).entry.stored().dtype();
  }

  @Override
  public float[] floats(String name) {
    var values = new float[count(name)];
    var stored = stored(name);
    each(name, (bytes, at) -> stored.floats(bytes, values, at));
    return values;
  }

  @Override
  public long[] longs(String name) {
    var values = new long[count(name)];
    var stored = stored(name);
    each(name, (bytes, at) -> stored.longs(bytes, values, at));
    return values;
  }

  /** {@return how an array's elements are stored} */
  Stored stored(String name) {
    return located(name).entry.stored();
  }

  /** Walks over the stored bytes of an array of at most 2^31 - 1 elements. */
  void each(String name, MappedFile.Run run) {
    var array = located(name);
    array.file.each(array.entry.start(), array.entry.stored().bytes(), count(name), run);
  }

  private int count(String name) {
    long count = shape(name).elements();
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%s %s of %s holds %d elements; at most 2^31 - 9 can be read"
              .formatted(name, shape(name), source, count));
    }
    return (int) count;
  }

  private Located located(String name) {
    var array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(source, Weights.missing(name, names())));
    }
    return array;
  }

  @Override
  public String toString() {
    return "%s (%d arrays)".formatted(source, arrays.size());
  }
}
