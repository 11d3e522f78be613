// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import org.lyceum.metric.NoScoreException;

/** What all protocols and evaluators ask of their vectors; a refusal says what must hold. */
public final class Vectors {
  private Vectors() {}

  /**
   * Checks that there are vectors, finite and of one width.
   *
   * @param what they are called in a refusal, in the plural
   * @param vectors that are checked
   * @throws NoScoreException if they are not finite, or of several widths
   */
  public static void require(String what, List<float[]> vectors) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("%s must have a vector or more, got none".formatted(what));
    }
    int width = vectors.getFirst().length;
    for (int i = 0; i < vectors.size(); i++) {
      float[] vector = vectors.get(i);
      if (vector.length != width) {
        throw new NoScoreException(
            "%s must have vectors of one width, got %d at index 0 and %d at index %d"
                .formatted(what, width, vector.length, i));
      }
      requireFinite(what, vector, i);
    }
  }

  private static void requireFinite(String what, float[] vector, int index) {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new NoScoreException(
            "%s must have finite vectors, got %s in the one at index %d"
                .formatted(what, value, index));
      }
    }
  }

  /**
   * Checks two lists of vectors that are compared with each other.
   *
   * @param one what the first are called, in the plural
   * @param first vectors
   * @param other what the second are called, in the plural
   * @param second vectors, of the same width
   * @throws NoScoreException if they are not
   */
  public static void requireAlike(
      String one, List<float[]> first, String other, List<float[]> second) {
    require(one, first);
    require(other, second);
    if (first.getFirst().length != second.getFirst().length) {
      throw new NoScoreException(
          "%s and %s must have vectors of one width, got %d and %d"
              .formatted(one, other, first.getFirst().length, second.getFirst().length));
    }
  }

  /**
   * Checks a number of labels, values or vectors.
   *
   * @param what they are called, in the plural
   * @param wanted the number of vectors
   * @param found the number of labels or values
   */
  public static void requireCount(String what, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          "%s must be as many as the vectors, %d, got %d".formatted(what, wanted, found));
    }
  }
}
