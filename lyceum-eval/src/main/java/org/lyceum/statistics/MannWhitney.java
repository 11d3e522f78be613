// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lyceum.metric.Ranks;

/**
 * The rank-sum test of Wilcoxon, Mann and Whitney: whether values of one sample tend to be greater
 * than those of another, independent one. As {@code scipy.stats.mannwhitneyu}.
 *
 * <p>The statistic is U: of all pairs of a value of each sample, in how many the first is greater,
 * equal ones counting half.
 *
 * @param distribution how p is known; {@link RankNull#NORMAL} is without continuity correction
 * @see <a href="https://doi.org/10.1214/aoms/1177730491">Mann and Whitney 1947</a>
 */
public record MannWhitney(RankNull distribution) {
  /** Exact for few values. */
  public static final MannWhitney USUAL = new MannWhitney(RankNull.AUTOMATIC);

  /**
   * {@return U and its p value; 1 where all values are equal}
   *
   * @param first finite values, 1 or more
   * @param second finite values, 1 or more
   * @param alternative whether the first tend to be greater
   */
  public TestResult of(double[] first, double[] second, Alternative alternative) {
    double[] ranks = ranks(first, second);
    double least = least(first.length);
    double statistic = rankSum(ranks, first.length) - least;
    return new TestResult(statistic, p(ranks, first.length, statistic, alternative));
  }

  /**
   * {@return the standardized rank sum and its p value, with neither ties nor continuity allowed
   * for, as {@code scipy.stats.ranksums}: for comparison with figures that were made with it}
   *
   * @param first finite values, 1 or more
   * @param second finite values, 1 or more
   * @param alternative whether the first tend to be greater
   */
  public static TestResult untied(double[] first, double[] second, Alternative alternative) {
    double[] ranks = ranks(first, second);
    double all = ranks.length;
    double expected = first.length * (all + 1) / 2;
    double deviation = Math.sqrt(first.length * (double) second.length * (all + 1) / 12);
    double standardized = (rankSum(ranks, first.length) - expected) / deviation;
    return new TestResult(standardized, Normal.p(standardized, alternative));
  }

  private double p(double[] ranks, int first, double statistic, Alternative alternative) {
    var choice = distribution.choose(ranks.length);
    return switch (choice) {
      case UNTIED ->
          RankSums.ofChoices(IntStream.rangeClosed(1, ranks.length).toArray(), first)
              .p(statistic + least(first), alternative);
      case EXACT ->
          RankSums.ofChoices(RankSums.doubled(ranks), first)
              .p(2 * (statistic + least(first)), alternative);
      default -> {
        double second = ranks.length - (double) first;
        double excess = statistic - first * second / 2;
        yield choice.normal(excess, deviation(ranks, first), alternative);
      }
    };
  }

  private static double deviation(double[] ranks, int first) {
    double all = ranks.length;
    double ties = RankNull.tieTerm(Ranks.groups(ranks)) / (all * (all - 1));
    return Math.sqrt(first * (all - first) / 12 * (all + 1 - ties));
  }

  /** The least sum of as many ranks. */
  private static double least(int count) {
    return count * (count + 1.0) / 2;
  }

  private static double[] ranks(double[] first, double[] second) {
    Samples.check(first, 1);
    Samples.check(second, 1);
    return Ranks.average(
        DoubleStream.concat(DoubleStream.of(first), DoubleStream.of(second)).toArray());
  }

  private static double rankSum(double[] ranks, int count) {
    return DoubleStream.of(ranks).limit(count).sum();
  }
}
