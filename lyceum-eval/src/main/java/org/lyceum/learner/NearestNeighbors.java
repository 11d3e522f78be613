// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the examples that are nearest to a vector, by the Euclidean distance.
 *
 * @param examples of one width, {@code k} or more
 * @param k how many are found, 1 or more; 5 is customary
 */
public record NearestNeighbors(List<float[]> examples, int k) {
  /** Copies the list and checks the number. */
  public NearestNeighbors {
    examples = List.copyOf(examples);
    if (k < 1 || k > examples.size()) {
      throw new IllegalArgumentException(
          "the neighbors must be 1 or more and not more than the examples, got %d of %d"
              .formatted(k, examples.size()));
    }
  }

  /**
   * {@return the indices of the nearest examples, nearest first; of equally near ones the earlier}
   *
   * @param vector of the width of the examples
   */
  public int[] of(float[] vector) {
    double[] distances = new double[k];
    int[] nearest = new int[k];
    int found = 0;
    for (int i = 0; i < examples.size(); i++) {
      double distance = squaredDistance(examples.get(i), vector);
      if (found == k && distance >= distances[k - 1]) {
        continue;
      }
      int at = found < k ? found++ : k - 1;
      for (; at > 0 && distance < distances[at - 1]; at--) {
        distances[at] = distances[at - 1];
        nearest[at] = nearest[at - 1];
      }
      distances[at] = distance;
      nearest[at] = i;
    }
    return nearest;
  }

  /**
   * {@return the label that most neighbors have; of equally frequent ones the smallest}
   *
   * @param vector of the width of the examples
   * @param labels one for each example
   */
  public int predict(float[] vector, int[] labels) {
    int[] votes = Arrays.stream(of(vector)).map(i -> labels[i]).sorted().toArray();
    int best = votes[0];
    int most = 0;
    for (int from = 0, i = 1; i <= votes.length; i++) {
      if (i == votes.length || votes[i] != votes[from]) {
        if (i - from > most) {
          most = i - from;
          best = votes[from];
        }
        from = i;
      }
    }
    return best;
  }

  private static double squaredDistance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors must have one width, got %d and %d".formatted(a.length, b.length));
    }
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      double difference = (double) a[d] - b[d];
      sum += difference * difference;
    }
    return sum;
  }
}
