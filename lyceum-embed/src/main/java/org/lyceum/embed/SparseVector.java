// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Weights of some entries of a vocabulary; those of all others are 0.
 *
 * @param dimension entries in all
 * @param weights by index, none of them 0
 */
public record SparseVector(int dimension, TreeMap<Integer, Float> weights) {
  /**
   * {@return the entries of a vector that are not 0}
   *
   * @param vector a weight each entry
   */
  public static SparseVector of(float[] vector) {
    var weights = new TreeMap<Integer, Float>();
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] != 0) {
        weights.put(i, vector[i]);
      }
    }
    return new SparseVector(vector.length, weights);
  }

  /**
   * {@return the entries with the largest absolute weights}
   *
   * @param most how many stay, at least 1
   */
  public SparseVector top(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, got " + most);
    }
    Comparator<Map.Entry<Integer, Float>> bySize =
        Comparator.comparingDouble(entry -> -Math.abs(entry.getValue()));
    return new SparseVector(
        dimension,
        weights.entrySet().stream()
            .sorted(bySize.thenComparing(Map.Entry.comparingByKey()))
            .limit(most)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new)));
  }

  /**
   * {@return the inner product}
   *
   * @param other of the same vocabulary
   */
  public double dot(SparseVector other) {
    return weights.entrySet().stream()
        .mapToDouble(e -> e.getValue() * (double) other.weights.getOrDefault(e.getKey(), 0f))
        .sum();
  }
}
