// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Clusters by centers that are the means of their vectors, from given first centers.
 *
 * @param maxIterations most steps, 1 or more; 300 is customary
 * @param tolerance stops when all centers together moved by less, squared, as a share of the mean
 *     variance of a coordinate; 1e-4 is customary
 * @see <a href="https://doi.org/10.1109/TIT.1982.1056489">Lloyd 1982</a>
 */
public record KMeans(int maxIterations, double tolerance) {
  /** The defaults of scikit-learn. */
  public static final KMeans USUAL = new KMeans(300, 1e-4);

  /** Checks the settings. */
  public KMeans {
    if (maxIterations < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          "the iterations must be 1 or more and the tolerance 0 or more, got %d and %s"
              .formatted(maxIterations, tolerance));
    }
  }

  /**
   * {@return the vectors, clustered}
   *
   * @param vectors finite, of one width, not fewer than the centers
   * @param start first centers, one or more, of the same width
   */
  public Partition fit(List<float[]> vectors, List<float[]> start) {
    if (start.isEmpty() || vectors.size() < start.size()) {
      throw new IllegalArgumentException(
          "there must be a center or more and as many vectors, got %d vectors and %d centers"
              .formatted(vectors.size(), start.size()));
    }
    var assignment = new Assignment(vectors);
    double still = tolerance * variance(vectors);
    List<float[]> centers = new ArrayList<>(start);
    int[] before = new int[0];
    int step = 0;
    while (step++ < maxIterations) {
      assignment.to(centers);
      var moved = means(vectors, assignment, centers.size());
      double shift = shift(centers, moved);
      centers = moved;
      if (Arrays.equals(before, assignment.labels()) || shift <= still) {
        break;
      }
      before = assignment.labels().clone();
    }
    double inertia = assignment.to(centers);
    return new Partition(centers, assignment.labels(), inertia, Math.min(step, maxIterations));
  }

  private static List<float[]> means(List<float[]> vectors, Assignment assignment, int count) {
    int[] labels = assignment.labels().clone();
    double[][] sums = new double[count][vectors.getFirst().length];
    int[] sizes = sizes(labels, count);
    occupy(labels, sizes, assignment.distances().clone());
    for (int i = 0; i < labels.length; i++) {
      double[] sum = sums[labels[i]];
      float[] vector = vectors.get(i);
      for (int d = 0; d < sum.length; d++) {
        sum[d] += vector[d];
      }
    }
    var means = new ArrayList<float[]>(count);
    for (int c = 0; c < count; c++) {
      float[] mean = new float[sums[c].length];
      for (int d = 0; d < mean.length; d++) {
        mean[d] = (float) (sums[c][d] / sizes[c]);
      }
      means.add(mean);
    }
    return means;
  }

  private static int[] sizes(int[] labels, int count) {
    int[] sizes = new int[count];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /** A center without vectors takes the one that is farthest from its own. */
  private static void occupy(int[] labels, int[] sizes, double[] distances) {
    for (int c = 0; c < sizes.length; c++) {
      if (sizes[c] > 0) {
        continue;
      }
      int farthest = -1;
      for (int i = 0; i < labels.length; i++) {
        boolean free = sizes[labels[i]] > 1;
        if (free && (farthest < 0 || distances[i] > distances[farthest])) {
          farthest = i;
        }
      }
      sizes[labels[farthest]]--;
      sizes[c]++;
      labels[farthest] = c;
      distances[farthest] = 0;
    }
  }

  private static double shift(List<float[]> from, List<float[]> to) {
    double sum = 0;
    for (int c = 0; c < from.size(); c++) {
      for (int d = 0; d < from.get(c).length; d++) {
        double difference = (double) from.get(c)[d] - to.get(c)[d];
        sum += difference * difference;
      }
    }
    return sum;
  }

  /** The mean over the coordinates. */
  private static double variance(List<float[]> vectors) {
    int width = vectors.getFirst().length;
    double sum = 0;
    for (int d = 0; d < width; d++) {
      int at = d;
      double mean = vectors.stream().mapToDouble(v -> v[at]).average().orElse(0);
      sum += vectors.stream().mapToDouble(v -> (v[at] - mean) * (v[at] - mean)).average().orElse(0);
    }
    return sum / width;
  }
}
