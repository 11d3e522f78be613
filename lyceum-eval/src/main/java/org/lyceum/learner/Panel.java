// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to {@link #SIZE} vectors turned on their side: all first coordinates, then all second ones.
 * The inner loop runs over vectors, which the compiler vectorizes, and every sum is added in the
 * order of the coordinates: equal vectors get equal results.
 */
public final class Panel {
  /** The most vectors of a panel. */
  public static final int SIZE = 128;

  private final int width;
  private final int count;
  private final float[] values; // (D, SIZE)

  private Panel(List<float[]> vectors) {
    count = vectors.size();
    width = vectors.getFirst().length;
    values = new float[width * SIZE];
    for (int j = 0; j < count; j++) {
      float[] vector = vectors.get(j);
      requireWidth(vector);
      for (int d = 0; d < width; d++) {
        values[d * SIZE + j] = vector[d];
      }
    }
  }

  /**
   * {@return panels of all vectors, in their order; all but the last are full}
   *
   * @param vectors of one width
   */
  public static Panel[] of(List<float[]> vectors) {
    return IntStream.range(0, (vectors.size() + SIZE - 1) / SIZE)
        .mapToObj(
            p -> new Panel(vectors.subList(p * SIZE, Math.min(vectors.size(), (p + 1) * SIZE))))
        .toArray(Panel[]::new);
  }

  /** {@return the number of vectors} */
  public int count() {
    return count;
  }

  /**
   * Inner products with each vector.
   *
   * @param with of the panel's width
   * @param into takes {@link #SIZE} values, of which the first {@link #count} mean something
   */
  public void dots(float[] with, float[] into) {
    requireWidth(with);
    Arrays.fill(into, 0);
    int d = 0;
    for (; d + 4 <= width; d += 4) {
      add(with, d, into);
    }
    for (; d < width; d++) {
      for (int j = 0; j < SIZE; j++) {
        into[j] += with[d] * values[d * SIZE + j];
      }
    }
  }

  /** Four coordinates a pass, added one after the other. */
  private void add(float[] with, int d, float[] into) {
    float w0 = with[d];
    float w1 = with[d + 1];
    float w2 = with[d + 2];
    float w3 = with[d + 3];
    int at = d * SIZE;
    for (int j = 0; j < SIZE; j++) {
      into[j] =
          into[j]
              + w0 * values[at + j]
              + w1 * values[at + SIZE + j]
              + w2 * values[at + 2 * SIZE + j]
              + w3 * values[at + 3 * SIZE + j];
    }
  }

  /**
   * Squared distances to each vector.
   *
   * @param from of the panel's width
   * @param into takes {@link #SIZE} values, of which the first {@link #count} mean something
   */
  public void squaredDistances(float[] from, float[] into) {
    requireWidth(from);
    Arrays.fill(into, 0);
    int d = 0;
    for (; d + 4 <= width; d += 4) {
      addSquares(from, d, into);
    }
    for (; d < width; d++) {
      for (int j = 0; j < SIZE; j++) {
        float difference = values[d * SIZE + j] - from[d];
        into[j] += difference * difference;
      }
    }
  }

  private void addSquares(float[] from, int d, float[] into) {
    float f0 = from[d];
    float f1 = from[d + 1];
    float f2 = from[d + 2];
    float f3 = from[d + 3];
    int at = d * SIZE;
    for (int j = 0; j < SIZE; j++) {
      float d0 = values[at + j] - f0;
      float d1 = values[at + SIZE + j] - f1;
      float d2 = values[at + 2 * SIZE + j] - f2;
      float d3 = values[at + 3 * SIZE + j] - f3;
      into[j] = into[j] + d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
    }
  }

  /**
   * Sums of absolute differences to each vector.
   *
   * @param from of the panel's width
   * @param into takes {@link #SIZE} values, of which the first {@link #count} mean something
   */
  public void absoluteDistances(float[] from, float[] into) {
    requireWidth(from);
    Arrays.fill(into, 0);
    for (int d = 0; d < width; d++) {
      int at = d * SIZE;
      for (int j = 0; j < SIZE; j++) {
        into[j] += Math.abs(values[at + j] - from[d]);
      }
    }
  }

  private void requireWidth(float[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "vectors must have one width, got %d and %d".formatted(width, vector.length));
    }
  }
}
