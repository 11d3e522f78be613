// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/**
 * Fisher's randomization test of two models on the same units: were they equally good, each unit's
 * difference could as well have had the other sign. The statistic is the difference of the means.
 *
 * <p>With up to {@value #MOST_EXACT} differences that are not 0 all signs are tried, and p is
 * exact. With more they are drawn, and p is {@code (count + 1) / (draws + 1)}, which holds its
 * level too.
 *
 * @param draws of signs, where there are too many to try all; 10,000 is usual
 * @param seed of the draws
 * @see <a href="https://doi.org/10.1145/1321440.1321528">Smucker et al. 2007</a>, on why this one
 */
public record PairedRandomization(int draws, Seed seed) {
  /** Draws that settle p to about 0.004 where it is near 0.05. */
  public static final int USUAL = 10_000;

  private static final int MOST_EXACT = 20;
  private static final double TIE = 1e-12; // relative to the most that can be reached

  /** Checks the number of draws. */
  public PairedRandomization {
    if (draws < 1) {
      throw new IllegalArgumentException(
          "draws must be 1 or more, got %d; 10,000 are usual".formatted(draws));
    }
  }

  /**
   * {@return the difference of the means, first less second, and its p value}
   *
   * @param first one model's values
   * @param second the other's, of the same units
   * @param alternative whether the first is better
   */
  public TestResult of(Evidence.Mean first, Evidence.Mean second, Alternative alternative) {
    return ofMean(List.of(first), List.of(second), alternative);
  }

  /**
   * {@return the difference of the means of the tasks' scores, first less second, and its p value;
   * a task counts the same however many units it has}
   *
   * @param first one model's values in each task, 1 task or more
   * @param second the other's, in the same tasks of the same units
   * @param alternative whether the first is better
   */
  public TestResult ofMean(
      List<Evidence.Mean> first, List<Evidence.Mean> second, Alternative alternative) {
    if (first.size() != second.size() || first.isEmpty()) {
      throw new IllegalArgumentException(
          "both models must be measured on the same tasks, 1 or more, got %d and %d"
              .formatted(first.size(), second.size()));
    }
    double[] shares =
        IntStream.range(0, first.size())
            .mapToObj(task -> shares(first.get(task).values(), second.get(task).values()))
            .flatMapToDouble(task -> DoubleStream.of(task).map(share -> share / first.size()))
            .toArray();
    return test(shares, alternative);
  }

  /** What each unit adds to the difference of a task. */
  private static double[] shares(double[] first, double[] second) {
    Samples.checkPairs(first, second, 1);
    double[] shares = Samples.differences(first, second);
    return Arrays.stream(shares).map(difference -> difference / shares.length).toArray();
  }

  private TestResult test(double[] shares, Alternative alternative) {
    double observed = Arrays.stream(shares).sum();
    double[] moving = Arrays.stream(shares).filter(share -> share != 0).toArray();
    double tolerance = TIE * Arrays.stream(moving).map(Math::abs).sum();
    boolean exact = moving.length <= MOST_EXACT;
    double[] sums = exact ? all(moving) : drawn(moving);
    int known = exact ? 0 : 1; // the arrangement that was observed
    double total = sums.length + known;
    double lower = (known + count(sums, sum -> sum <= observed + tolerance)) / total;
    double upper = (known + count(sums, sum -> sum >= observed - tolerance)) / total;
    double bound = Math.abs(observed) - tolerance;
    double both = (known + count(sums, sum -> Math.abs(sum) >= bound)) / total;
    double p = alternative == Alternative.TWO_SIDED ? both : alternative.p(lower, upper);
    return new TestResult(observed, p);
  }

  private static double count(double[] sums, DoublePredicate holds) {
    return Arrays.stream(sums).filter(holds).count();
  }

  /** The sums under all choices of signs. */
  private static double[] all(double[] shares) {
    double[] sums = {0};
    for (double share : shares) {
      double[] next = new double[2 * sums.length];
      for (int i = 0; i < sums.length; i++) {
        next[2 * i] = sums[i] + share;
        next[2 * i + 1] = sums[i] - share;
      }
      sums = next;
    }
    return sums;
  }

  private double[] drawn(double[] shares) {
    var random = seed.stream("randomization");
    return IntStream.range(0, draws).mapToDouble(draw -> signed(shares, random)).toArray();
  }

  private static double signed(double[] shares, RandomGenerator random) {
    double sum = 0;
    long signs = 0;
    for (int i = 0; i < shares.length; i++) {
      signs = i % Long.SIZE == 0 ? random.nextLong() : signs >>> 1;
      sum += (signs & 1) == 0 ? shares[i] : -shares[i];
    }
    return sum;
  }
}
