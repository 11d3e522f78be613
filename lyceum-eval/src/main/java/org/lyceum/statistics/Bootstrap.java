// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/**
 * Draws the units of a score again, with replacement, to see how far the score would have moved.
 * For two models draw their {@link Difference}.
 *
 * <p>A score whose units {@linkplain Evidence#canBeRedrawn cannot be drawn again} is drawn itself:
 * from the normal distribution around it, with the standard error of the jackknife. What comes out
 * then holds for as many other units, not for ever more.
 *
 * @param resamples how often; 1,000 or more for an interval of 95 %, and for p of a small level so
 *     many that {@code 2 / (resamples + 1)} is below it
 * @param seed of the draws; with the same seed two scores of as many units see the same draws
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron and Tibshirani 1993</a>
 */
public record Bootstrap(int resamples, Seed seed) {
  /** What suffices for an interval of 95 % and for p at 0.05. */
  public static final int USUAL = 2_000;

  /** Checks the number of resamples. */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException(
          "resamples must be 1 or more, got %d; 2,000 are usual".formatted(resamples));
    }
  }

  /**
   * {@return what the score was in the resamples}
   *
   * @param evidence 1 unit or more; its score must be a number
   */
  public BootstrapDistribution of(Evidence evidence) {
    return ofMean(List.of(evidence));
  }

  /**
   * {@return what the mean score of several tasks was, where the units of each task are drawn anew
   * and the tasks stay the same}
   *
   * @param tasks 1 or more, each of 1 unit or more
   */
  public BootstrapDistribution ofMean(List<Evidence> tasks) {
    double[] sums = new double[resamples];
    IntStream.range(0, tasks.size())
        .parallel()
        .mapToObj(task -> scores(tasks.get(task), seed.stream("bootstrap/" + task)))
        .forEachOrdered(scores -> Arrays.setAll(sums, i -> sums[i] + scores[i]));
    return new BootstrapDistribution(
        tasks, Arrays.stream(sums).map(sum -> sum / tasks.size()).toArray());
  }

  private double[] scores(Evidence evidence, RandomGenerator random) {
    double[] scores = new double[resamples];
    if (!evidence.canBeRedrawn()) {
      double score = evidence.score();
      double error = Jackknife.standardError(evidence);
      Arrays.setAll(scores, i -> score + error * random.nextGaussian());
      return scores;
    }
    Arrays.setAll(scores, i -> evidence.score(draw(evidence.size(), random)));
    return scores;
  }

  private static int[] draw(int size, RandomGenerator random) {
    if (size < 1) {
      throw new IllegalArgumentException("a score must have a unit or more, got " + size);
    }
    return random.ints(size, 0, size).toArray();
  }
}
