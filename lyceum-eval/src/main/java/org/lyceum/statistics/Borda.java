// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lyceum.metric.Ranks;

/**
 * The order of models by Borda count, as mteb's leaderboard has it: each task is a voter, who gives
 * a model as many points as there are models, less its rank. Models of equal score share the mean
 * of their ranks; a score that is missing gives no points.
 *
 * @see <a href="https://arxiv.org/abs/2502.13595">Enevoldsen et al. 2025</a>
 */
public final class Borda {
  private final double[] points;

  private Borda(double[] points) {
    this.points = points;
  }

  /**
   * {@return the count}
   *
   * @param scores by model and task, {@code (models, tasks)}; higher is better, NaN is missing
   */
  public static Borda of(double[][] scores) {
    if (scores.length == 0) {
      throw new IllegalArgumentException("there must be a model or more, got none");
    }
    int tasks = scores[0].length;
    double[] points = new double[scores.length];
    for (double[] model : scores) {
      if (model.length != tasks) {
        throw new IllegalArgumentException(
            "all models must have the same tasks, got %d and %d".formatted(tasks, model.length));
      }
    }
    for (int task = 0; task < tasks; task++) {
      vote(scores, task, points);
    }
    return new Borda(points);
  }

  private static void vote(double[][] scores, int task, double[] points) {
    int[] measured =
        IntStream.range(0, scores.length).filter(i -> !Double.isNaN(scores[i][task])).toArray();
    double[] ranks =
        Ranks.average(IntStream.of(measured).mapToDouble(i -> -scores[i][task]).toArray());
    for (int i = 0; i < measured.length; i++) {
      points[measured[i]] += scores.length - ranks[i];
    }
  }

  /** {@return the points of each model} */
  public double[] points() {
    return points.clone();
  }

  /** {@return the rank of each model, 1 is best; equal points share the best of their ranks} */
  public int[] ranks() {
    return Arrays.stream(points)
        .mapToInt(own -> 1 + (int) Arrays.stream(points).filter(other -> other > own).count())
        .toArray();
  }
}
