// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import java.util.Locale;

/** How two vectors of a model are compared. */
public enum Similarity {
  /** The cosine of their angle. */
  COSINE,
  /** Their inner product. */
  DOT,
  /** Minus their distance. */
  EUCLIDEAN,
  /** Minus the sum of the absolute differences. */
  MANHATTAN;

  /**
   * {@return the similarity of a name in a model folder}
   *
   * @param name {@code cosine}, {@code dot}, {@code euclidean} or {@code manhattan}
   * @throws IllegalArgumentException if it is unknown; lists the known ones
   */
  public static Similarity named(String name) {
    return Arrays.stream(values())
        .filter(s -> s.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown similarity '%s'; known: cosine, dot, euclidean, manhattan"
                        .formatted(name)));
  }

  /** {@return the name in a model folder} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@return how alike two vectors are; larger is more}
   *
   * @param a one
   * @param b the other, of the same width
   */
  public double of(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors must have the same width, got %d and %d".formatted(a.length, b.length));
    }
    return switch (this) {
      case COSINE -> dot(a, b) / Math.max(1e-24, Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b)));
      case DOT -> dot(a, b);
      case EUCLIDEAN -> -Math.sqrt(distance(a, b, 2));
      case MANHATTAN -> -distance(a, b, 1);
    };
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double distance(float[] a, float[] b, int power) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs((double) a[i] - b[i]);
      sum += power == 1 ? difference : difference * difference;
    }
    return sum;
  }
}
