// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * First centers far from each other: each is drawn with a chance proportional to the squared
 * distance from those before, and is the best of a few such draws.
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007</a>
 */
final class Seeding {
  private final List<float[]> vectors;
  private final Assignment assignment;
  private final RandomGenerator random;
  private double[] distances; // squared, to the nearest center so far

  private Seeding(List<float[]> vectors, RandomGenerator random) {
    this.vectors = vectors;
    this.random = random;
    assignment = new Assignment(vectors);
    distances = new double[vectors.size()];
  }

  /** Copies of some of the vectors. */
  static List<float[]> centers(List<float[]> vectors, int count, RandomGenerator random) {
    var seeding = new Seeding(vectors, random);
    var centers = new ArrayList<float[]>(count);
    float[] first = vectors.get(random.nextInt(vectors.size()));
    seeding.assignment.distances(first, seeding.distances);
    centers.add(first.clone());
    int trials = 2 + (int) Math.log(count);
    while (centers.size() < count) {
      centers.add(seeding.best(trials).clone());
    }
    return centers;
  }

  private float[] best(int trials) {
    double total = sum(distances);
    double least = Double.POSITIVE_INFINITY;
    double[] kept = distances;
    int best = 0;
    for (int trial = 0; trial < trials; trial++) {
      int drawn = draw(total);
      double[] tried = new double[distances.length];
      assignment.distances(vectors.get(drawn), tried);
      for (int i = 0; i < tried.length; i++) {
        tried[i] = Math.min(tried[i], distances[i]);
      }
      double left = sum(tried);
      if (left < least) {
        least = left;
        kept = tried;
        best = drawn;
      }
    }
    distances = kept;
    return vectors.get(best);
  }

  private int draw(double total) {
    double left = random.nextDouble() * total;
    for (int i = 0; i < distances.length - 1; i++) {
      left -= distances[i];
      if (left < 0) {
        return i;
      }
    }
    return distances.length - 1;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
