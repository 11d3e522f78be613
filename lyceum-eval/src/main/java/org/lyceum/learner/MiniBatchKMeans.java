// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lyceum.tensor.Seed;

/**
 * Clusters by centers that follow small random batches, as scikit-learn does with its defaults and
 * one start. Its random numbers are others, so single assignments differ and averages agree.
 *
 * @param clusters how many, 1 or more
 * @param batch vectors a step, 1 or more; 500 to 1,000 are customary
 * @see <a href="https://doi.org/10.1145/1772690.1772862">Sculley 2010</a>
 */
public record MiniBatchKMeans(int clusters, int batch) {
  private static final int EPOCHS = 100;
  private static final int STARTING_BATCHES = 3; // from which first centers are drawn

  /** Checks the settings. */
  public MiniBatchKMeans {
    if (clusters < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "clusters and batch must be 1 or more, got %d and %d".formatted(clusters, batch));
    }
  }

  /**
   * {@return the vectors, clustered}
   *
   * @param vectors finite, of one width, not fewer than the clusters
   * @param seed of all draws
   */
  public Partition fit(List<float[]> vectors, Seed seed) {
    if (vectors.size() < clusters) {
      throw new IllegalArgumentException(
          "there must be as many vectors as clusters, got %d vectors and %d clusters"
              .formatted(vectors.size(), clusters));
    }
    var random = seed.stream("mini-batch-k-means");
    int size = Math.min(batch, vectors.size());
    var moving = new MovingCenters(start(vectors, size, random), random);
    var patience = new Patience(Math.min(1, 2.0 * size / (vectors.size() + 1)));
    long steps = Math.max(1, (long) EPOCHS * vectors.size() / size);
    int step = 0;
    while (step < steps) {
      double inertia = moving.step(draw(vectors, size, random));
      if (step++ > 0 && patience.isOver(inertia / size)) {
        break;
      }
    }
    var all = new Assignment(vectors);
    double inertia = all.to(moving.centers());
    return new Partition(moving.centers(), all.labels(), inertia, step);
  }

  private List<float[]> start(List<float[]> vectors, int size, RandomGenerator random) {
    int some =
        STARTING_BATCHES * size < clusters ? STARTING_BATCHES * clusters : STARTING_BATCHES * size;
    var from = some >= vectors.size() ? vectors : draw(vectors, some, random);
    return Seeding.centers(from, clusters, random);
  }

  /** Vectors at random, one perhaps more than once. */
  private static List<float[]> draw(List<float[]> vectors, int count, RandomGenerator random) {
    var drawn = new ArrayList<float[]>(count);
    for (int i = 0; i < count; i++) {
      drawn.add(vectors.get(random.nextInt(vectors.size())));
    }
    return drawn;
  }

  /** Ends when the running mean of the inertia has found no new low for a while. */
  private static final class Patience {
    private static final int STEPS = 10;

    private final double share;
    private double mean = Double.NaN;
    private double least = Double.POSITIVE_INFINITY;
    private int waited;

    Patience(double share) {
      this.share = share;
    }

    boolean isOver(double inertia) {
      mean = Double.isNaN(mean) ? inertia : mean * (1 - share) + inertia * share;
      waited = mean < least ? 0 : waited + 1;
      least = Math.min(least, mean);
      return waited >= STEPS;
    }
  }
}
