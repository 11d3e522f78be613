// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/**
 * Weights in ordinary arrays, in the order in which they were put. Not thread safe while it grows.
 */
public final class InMemoryWeights implements Weights {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Weights without arrays; {@link #put} adds them. */
  public InMemoryWeights() {}

  /**
   * {@return all arrays of other weights, read into memory}
   *
   * @param other the other weights
   */
  public static InMemoryWeights copyOf(Weights other) {
    var copy = new InMemoryWeights();
    for (String name : other.names()) {
      var dtype = other.dtype(name);
      copy.entries.put(
          name,
          dtype.isFloating()
              ? new Entry(dtype, other.shape(name), other.floats(name).clone())
              : new Entry(dtype, other.shape(name), other.longs(name).clone()));
    }
    return copy;
  }

  /**
   * Adds an array of {@link DType#F32}, or replaces the one of the same name in its place.
   *
   * @param name its name
   * @param shape its shape
   * @param values its elements in row-major order, kept and not copied
   * @return this
   * @throws IllegalArgumentException if there are not as many elements as the shape has
   */
  public InMemoryWeights put(String name, Shape shape, float[] values) {
    requireElements(name, shape, values.length);
    entries.put(name, new Entry(DType.F32, shape, values));
    return this;
  }

  /**
   * Adds an array of {@link DType#I64}, or replaces the one of the same name in its place.
   *
   * @param name its name
   * @param shape its shape
   * @param values its elements in row-major order, kept and not copied
   * @return this
   * @throws IllegalArgumentException if there are not as many elements as the shape has
   */
  public InMemoryWeights put(String name, Shape shape, long[] values) {
    requireElements(name, shape, values.length);
    entries.put(name, new Entry(DType.I64, shape, values));
    return this;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public Shape shape(String name) {
    return entry(name).shape();
  }

  @Override
  public DType dtype(String name) {
    return entry(name).dtype();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where the array is one of floats this is the array itself, not a copy.
   */
  @Override
  public float[] floats(String name) {
    if (entry(name).values() instanceof float[] floats) {
      return floats;
    }
    long[] longs = (long[]) entry(name).values();
    var converted = new float[longs.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = longs[i];
    }
    return converted;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where the array is one of integers this is the array itself, not a copy.
   */
  @Override
  public long[] longs(String name) {
    if (entry(name).values() instanceof long[] longs) {
      return longs;
    }
    float[] floats = (float[]) entry(name).values();
    var converted = new long[floats.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = (long) floats[i];
    }
    return converted;
  }

  private Entry entry(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(Weights.missing(name, names()));
    }
    return entry;
  }

  private static void requireElements(String name, Shape shape, int count) {
    if (shape.elements() != count) {
      throw new IllegalArgumentException(
          "%s: shape %s has %d elements, got %d".formatted(name, shape, shape.elements(), count));
    }
  }

  /** One array; its values are a float[] or a long[]. */
  private record Entry(DType dtype, Shape shape, Object values) {}
}
