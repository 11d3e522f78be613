// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Vectors;

/** Vectors at the same index of two lists, compared. */
final class Comparisons {
  /** The width that keeps all coordinates. */
  static final int WHOLE = Integer.MAX_VALUE;

  private static final float LEAST_LENGTH = 1e-12f;

  private Comparisons() {}

  /** Checks two lists of which those at the same index are compared. */
  static void requirePairs(String one, List<float[]> first, String other, List<float[]> second) {
    Vectors.requireAlike(one, first, other, second);
    Vectors.requireCount(other, first.size(), second.size());
  }

  /**
   * The similarity of each pair, larger is more, in single precision. A cosine is the product of
   * vectors of length 1: of coarse vectors, such as bits, the ties are then those of the library.
   */
  static double[] of(Similarity similarity, List<float[]> first, List<float[]> second) {
    return IntStream.range(0, first.size())
        .parallel()
        .mapToDouble(
            i ->
                similarity == Similarity.COSINE
                    ? cosine(first.get(i), second.get(i))
                    : (float) similarity.of(first.get(i), second.get(i)))
        .toArray();
  }

  private static float cosine(float[] first, float[] second) {
    float[] one = unit(first);
    float[] other = unit(second);
    float sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }

  /** The vector of length 1, in single precision throughout; one of zeros stays as it is. */
  static float[] unit(float[] vector) {
    float squares = 0;
    for (float value : vector) {
      squares += value * value;
    }
    float length = Math.max(LEAST_LENGTH, (float) Math.sqrt(squares));
    float[] unit = new float[vector.length];
    for (int d = 0; d < unit.length; d++) {
      unit[d] = vector[d] / length;
    }
    return unit;
  }

  /** The first coordinates of each vector. */
  static List<float[]> cut(List<float[]> vectors, int width) {
    return vectors.stream()
        .map(vector -> vector.length <= width ? vector : Arrays.copyOf(vector, width))
        .toList();
  }

  /** Checks and copies the similarities that an evaluator reports. */
  static List<Similarity> require(List<Similarity> similarities, @Nullable Similarity main) {
    if (similarities.isEmpty() || new HashSet<>(similarities).size() < similarities.size()) {
      throw new IllegalArgumentException(
          "there must be a similarity or more, each once, got %s".formatted(similarities));
    }
    if (main != null && !similarities.contains(main)) {
      throw new IllegalArgumentException(
          "the main similarity must be one of %s, got %s; add it".formatted(similarities, main));
    }
    return List.copyOf(similarities);
  }

  /** Checks a number that must be 1 or more. */
  static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("%s must be 1 or more, got %d".formatted(what, number));
    }
  }

  /** Checks that there are scores and that they are finite. */
  static void requireFinite(String what, double[] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("%s must be one or more, got none".formatted(what));
    }
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "%s must be finite, got %s at index %d".formatted(what, scores[i], i));
      }
    }
  }
}
