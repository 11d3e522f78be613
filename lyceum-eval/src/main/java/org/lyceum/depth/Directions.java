// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.List;
import java.util.stream.IntStream;

/** Vectors of length 1. */
final class Directions {
  private Directions() {}

  /** The directions of vectors, which must be finite, of one width and not zero. */
  static List<float[]> of(List<float[]> vectors) {
    return IntStream.range(0, vectors.size())
        .mapToObj(i -> of(vectors.get(i), i, vectors.getFirst().length))
        .toList();
  }

  private static float[] of(float[] vector, int index, int width) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "vectors must have one width, got %d at index 0 and %d at index %d"
              .formatted(width, vector.length, index));
    }
    double square = 0;
    for (float value : vector) {
      square += (double) value * value;
    }
    if (!(square > 0) || Double.isInfinite(square)) {
      throw new IllegalArgumentException(
          "a vector must be finite and not zero, which has no direction; the one at index %d has"
                  .formatted(index)
              + " the length "
              + Math.sqrt(square));
    }
    float[] unit = new float[width];
    double length = Math.sqrt(square);
    for (int i = 0; i < width; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }
}
