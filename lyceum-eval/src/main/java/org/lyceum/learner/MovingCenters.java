// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Centers, each the mean of all vectors of all batches that were nearest to it. */
final class MovingCenters {
  private static final double STARVED = 0.01; // of the vectors of the largest center

  private final List<float[]> centers;
  private final double[] counts;
  private final RandomGenerator random;
  private long sinceRevival;

  MovingCenters(List<float[]> centers, RandomGenerator random) {
    this.centers = centers;
    this.random = random;
    counts = new double[centers.size()];
  }

  List<float[]> centers() {
    return centers;
  }

  /** Moves the centers; returns the inertia of the batch before. */
  double step(List<float[]> batch) {
    var assignment = new Assignment(batch);
    double inertia = assignment.to(centers);
    move(batch, assignment.labels());
    sinceRevival += batch.size();
    if (sinceRevival >= 10L * counts.length || Arrays.stream(counts).anyMatch(n -> n == 0)) {
      sinceRevival = 0;
      revive(batch);
    }
    return inertia;
  }

  private void move(List<float[]> batch, int[] labels) {
    int width = centers.getFirst().length;
    double[][] sums = new double[centers.size()][width];
    int[] added = new int[sums.length];
    for (int i = 0; i < labels.length; i++) {
      int c = labels[i];
      double[] sum = sums[c];
      float[] vector = batch.get(i);
      for (int d = 0; d < width; d++) {
        sum[d] += vector[d];
      }
      added[c]++;
    }
    for (int c = 0; c < sums.length; c++) {
      if (added[c] > 0) {
        move(c, sums[c], added[c]);
      }
    }
  }

  private void move(int c, double[] sum, int added) {
    float[] center = centers.get(c);
    double total = counts[c] + added;
    for (int d = 0; d < sum.length; d++) {
      center[d] = (float) ((center[d] * counts[c] + sum[d]) / total);
    }
    counts[c] = total;
  }

  /**
   * Centers with hardly any vector go to vectors of the batch; the emptiest half a batch of them.
   */
  private void revive(List<float[]> batch) {
    double most = Arrays.stream(counts).max().orElse(0);
    int[] starved =
        IntStream.range(0, counts.length)
            .filter(c -> counts[c] < STARVED * most)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> counts[c]))
            .limit(batch.size() / 2)
            .mapToInt(Integer::intValue)
            .toArray();
    if (starved.length == 0) {
      return;
    }
    var left = new ArrayList<>(batch);
    for (int c : starved) {
      float[] vector = left.remove(random.nextInt(left.size()));
      System.arraycopy(vector, 0, centers.get(c), 0, vector.length);
      counts[c] = Double.POSITIVE_INFINITY; // set below, when all are known
    }
    double least = Arrays.stream(counts).filter(Double::isFinite).min().orElse(0);
    for (int c : starved) {
      counts[c] = least;
    }
  }
}
