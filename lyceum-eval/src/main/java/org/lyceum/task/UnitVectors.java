// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of length 1, whose dot products are cosines. A vector of zeros, as of a text without a
 * known word, stays: its cosine to all is 0.
 */
final class UnitVectors {
  private UnitVectors() {}

  /** Copies of length 1. */
  static List<float[]> of(List<float[]> vectors) {
    var units = new ArrayList<float[]>(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      double norm = norm(vectors.get(i));
      if (!Double.isFinite(norm)) {
        throw new IllegalArgumentException(
            "vectors must be finite, but the one at index %d is not".formatted(i));
      }
      units.add(scaled(vectors.get(i), norm == 0 ? 0 : 1 / norm));
    }
    return units;
  }

  private static float[] scaled(float[] vector, double factor) {
    var copy = new float[vector.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) (vector[i] * factor);
    }
    return copy;
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
