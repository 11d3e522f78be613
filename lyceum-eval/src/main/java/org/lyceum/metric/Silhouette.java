// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much nearer vectors are to their own cluster than to the next: {@code (b - a) / max(a, b)},
 * where {@code a} is the mean distance to the others of the own cluster and {@code b} that to the
 * nearest other cluster. A vector that is alone in its cluster has 0.
 *
 * @see <a href="https://doi.org/10.1016/0377-0427(87)90125-7">Rousseeuw 1987</a>
 */
public enum Silhouette {
  /** By the Euclidean distance. */
  EUCLIDEAN,
  /** By 1 minus the cosine. */
  COSINE;

  /**
   * {@return the mean of all vectors, from -1 to 1}
   *
   * @param vectors finite, of one width
   * @param labels the cluster of each; two different ones or more, and fewer than vectors
   */
  public double of(List<float[]> vectors, int[] labels) {
    return Arrays.stream(each(vectors, labels)).average().orElse(Double.NaN);
  }

  /**
   * {@return the value of each vector, from -1 to 1}
   *
   * @param vectors finite, of one width
   * @param labels the cluster of each; two different ones or more, and fewer than vectors
   */
  public double[] each(List<float[]> vectors, int[] labels) {
    if (vectors.size() != labels.length) {
      throw new IllegalArgumentException(
          "each vector must have a label, got %d vectors and %d labels"
              .formatted(vectors.size(), labels.length));
    }
    int[] clusters = Arrays.stream(labels).distinct().sorted().toArray();
    if (clusters.length < 2 || clusters.length >= labels.length) {
      throw new IllegalArgumentException(
          "the clusters must be 2 or more and fewer than the vectors, got %d clusters of %d vectors"
              .formatted(clusters.length, labels.length));
    }
    int[] own = Arrays.stream(labels).map(l -> Arrays.binarySearch(clusters, l)).toArray();
    int[] sizes = new int[clusters.length];
    Arrays.stream(own).forEach(c -> sizes[c]++);
    return IntStream.range(0, own.length)
        .parallel()
        .mapToDouble(i -> value(sums(vectors, i, own, sizes.length), sizes, own[i]))
        .toArray();
  }

  /** The sum of the distances of a vector to those of each cluster. */
  private double[] sums(List<float[]> vectors, int i, int[] own, int clusters) {
    double[] sums = new double[clusters];
    for (int j = 0; j < own.length; j++) {
      if (j != i) {
        sums[own[j]] += distance(vectors.get(i), vectors.get(j));
      }
    }
    return sums;
  }

  private static double value(double[] sums, int[] sizes, int own) {
    if (sizes[own] == 1) {
      return 0;
    }
    double within = sums[own] / (sizes[own] - 1);
    double between = Double.POSITIVE_INFINITY;
    for (int c = 0; c < sizes.length; c++) {
      between = c == own ? between : Math.min(between, sums[c] / sizes[c]);
    }
    double larger = Math.max(within, between);
    return larger == 0 ? 0 : (between - within) / larger;
  }

  private double distance(float[] a, float[] b) {
    return this == EUCLIDEAN ? euclidean(a, b) : 1 - cosine(a, b);
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int d = 0; d < a.length; d++) {
      ab += (double) a[d] * b[d];
      aa += (double) a[d] * a[d];
      bb += (double) b[d] * b[d];
    }
    return aa == 0 || bb == 0 ? 0 : ab / (Math.sqrt(aa) * Math.sqrt(bb));
  }

  private static double euclidean(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = (double) a[d] - b[d];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
