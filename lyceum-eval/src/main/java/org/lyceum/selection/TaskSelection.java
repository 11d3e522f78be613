// SPDX-License-Identifier: Apache-2.0
package org.lyceum.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.lyceum.learner.LinearRegression;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.Spearman;

/**
 * Leaves out tasks whose scores the other tasks foretell, the best foretold first, until none is
 * left that may go.
 *
 * <p>A task's score of each model is foretold by a linear regression on the scores of the other
 * tasks, fitted on the other models.
 *
 * @param leastSpearman between foretold and true scores, below which a task stays: 0.8 for
 *     multilingual suites, 0.95 for mteb's English one
 * @param mostError mean squared error of standardized scores, above which a task stays: 0.5 and 0.2
 * @see <a href="https://arxiv.org/abs/2502.13595">Enevoldsen et al. 2025</a>, section 2.3
 */
public record TaskSelection(double leastSpearman, double mostError) {
  /** What mteb's multilingual suite was cut with. */
  public static final TaskSelection MULTILINGUAL = new TaskSelection(0.8, 0.5);

  /** What mteb's English suite was cut with. */
  public static final TaskSelection ENGLISH = new TaskSelection(0.95, 0.2);

  /**
   * How well a task is foretold.
   *
   * @param task its index
   * @param spearman between foretold and true scores; NaN where either is constant
   * @param pearson of the same
   * @param error mean squared, in standard deviations of the true scores
   */
  public record Foretold(int task, double spearman, double pearson, double error) {}

  /**
   * {@return the indices of the tasks that stay, ascending}
   *
   * @param scores by model and task, {@code (models, tasks)}, all defined; 3 models or more
   * @param mayGo whether a task may go, given all that are still there with it; such as where
   *     another of its type is among them
   */
  public int[] keep(double[][] scores, BiPredicate<Integer, List<Integer>> mayGo) {
    if (scores.length < 3) {
      throw new IllegalArgumentException(
          "scores must be of 3 models or more, got %d".formatted(scores.length));
    }
    var kept = new ArrayList<>(IntStream.range(0, scores[0].length).boxed().toList());
    while (kept.size() > 1) {
      var gone =
          foretell(scores, kept).stream()
              .filter(task -> task.spearman >= leastSpearman && task.error <= mostError)
              .filter(task -> mayGo.test(task.task, List.copyOf(kept)))
              .findFirst();
      if (gone.isEmpty()) {
        break;
      }
      kept.remove(Integer.valueOf(gone.get().task));
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * {@return how well each task is foretold by the others, the best first}
   *
   * @param scores by model and task, {@code (models, tasks)}
   * @param tasks indices of those that are looked at, 2 or more
   */
  public static List<Foretold> foretell(double[][] scores, List<Integer> tasks) {
    return tasks.parallelStream()
        .map(task -> foretell(scores, tasks, task))
        .sorted(
            Comparator.comparingDouble(
                task -> Double.isNaN(task.spearman) ? Double.POSITIVE_INFINITY : -task.spearman))
        .toList();
  }

  private static Foretold foretell(double[][] scores, List<Integer> tasks, int task) {
    int[] others = tasks.stream().filter(other -> other != task).mapToInt(i -> i).toArray();
    double[] truth = new double[scores.length];
    double[] guess = new double[scores.length];
    for (int model = 0; model < scores.length; model++) {
      truth[model] = scores[model][task];
      guess[model] = guess(scores, others, task, model);
    }
    double mean = Arrays.stream(truth).average().orElseThrow();
    double variance =
        Arrays.stream(truth).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double error = 0;
    for (int model = 0; model < truth.length; model++) {
      error += Math.pow(truth[model] - guess[model], 2) / truth.length;
    }
    return new Foretold(
        task, Spearman.of(truth, guess), Pearson.of(truth, guess), error / variance);
  }

  private static double guess(double[][] scores, int[] others, int task, int model) {
    var vectors = new ArrayList<float[]>();
    var values = new double[scores.length - 1];
    for (int other = 0, at = 0; other < scores.length; other++) {
      if (other != model) {
        vectors.add(vector(scores[other], others));
        values[at++] = scores[other][task];
      }
    }
    return LinearRegression.fit(vectors, values).predict(vector(scores[model], others));
  }

  private static float[] vector(double[] scores, int[] tasks) {
    float[] vector = new float[tasks.length];
    for (int i = 0; i < tasks.length; i++) {
      vector[i] = (float) scores[tasks[i]];
    }
    return vector;
  }
}
