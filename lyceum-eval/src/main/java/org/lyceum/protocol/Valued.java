// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.List;

/**
 * Examples, each with a number.
 *
 * @param vectors finite, of one width, 1 or more
 * @param values the number of each, finite
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record Valued(List<float[]> vectors, double[] values) {
  /** Copies the list and checks vectors and values. */
  public Valued {
    vectors = List.copyOf(vectors);
    Vectors.require("the examples", vectors);
    Vectors.requireCount("values", vectors.size(), values.length);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "values must be finite, got %s at index %d".formatted(values[i], i));
      }
    }
  }

  /**
   * {@return some of the examples}
   *
   * @param rows their indices
   */
  public Valued only(int... rows) {
    return new Valued(
        Arrays.stream(rows).mapToObj(vectors::get).toList(),
        Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
  }
}
