// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.List;

/**
 * Examples, each of a class.
 *
 * @param vectors finite, of one width, 1 or more
 * @param labels the class of each
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record Labeled(List<float[]> vectors, int[] labels) {
  /** Copies the list and checks the vectors. */
  public Labeled {
    vectors = List.copyOf(vectors);
    Vectors.require("the examples", vectors);
    Vectors.requireCount("labels", vectors.size(), labels.length);
  }

  /**
   * {@return some of the examples}
   *
   * @param rows their indices
   */
  public Labeled only(int... rows) {
    return new Labeled(
        Arrays.stream(rows).mapToObj(vectors::get).toList(),
        Arrays.stream(rows).map(row -> labels[row]).toArray());
  }
}
