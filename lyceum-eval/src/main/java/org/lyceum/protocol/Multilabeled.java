// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Examples, each of any number of classes.
 *
 * @param vectors finite, of one width, 1 or more
 * @param labels the classes of each
 */
public record Multilabeled(List<float[]> vectors, List<Set<Integer>> labels) {
  /** Copies the lists and checks the vectors. */
  public Multilabeled {
    vectors = List.copyOf(vectors);
    labels = labels.stream().map(Set::copyOf).toList();
    Vectors.require("the examples", vectors);
    Vectors.requireCount("labels", vectors.size(), labels.size());
  }

  /**
   * {@return some of the examples}
   *
   * @param rows their indices
   */
  public Multilabeled only(int... rows) {
    return new Multilabeled(
        Arrays.stream(rows).mapToObj(vectors::get).toList(),
        Arrays.stream(rows).mapToObj(labels::get).toList());
  }

  /** All classes, ascending. */
  int[] classes() {
    return labels.stream()
        .flatMap(Set::stream)
        .mapToInt(Integer::intValue)
        .distinct()
        .sorted()
        .toArray();
  }

  /** Whether each example is of each of some classes. */
  boolean[][] in(int[] classes) {
    return labels.stream()
        .map(
            of -> {
              boolean[] row = new boolean[classes.length];
              for (int c = 0; c < row.length; c++) {
                row[c] = of.contains(classes[c]);
              }
              return row;
            })
        .toArray(boolean[][]::new);
  }
}
