// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.stream.IntStream;
import org.lyceum.metric.Kendall;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.Spearman;

/**
 * Whether two lists are correlated at all, as scipy tests it. That two models correlate differently
 * with the truth is a question for {@link Bootstrap} with a {@link Difference}.
 *
 * <p>The statistic is the correlation; it and p are NaN where a list is constant.
 */
public final class CorrelationTest {
  private static final int MOST_EXACT = 33; // scipy's

  private CorrelationTest() {}

  /**
   * {@return Pearson's correlation and its p value, for normal values}
   *
   * @param x finite values, 3 or more
   * @param y finite values, as many
   * @param alternative whether the correlation is positive
   */
  public static TestResult pearson(double[] x, double[] y, Alternative alternative) {
    Samples.checkPairs(x, y, 3);
    return student(Pearson.of(x, y), x.length, alternative);
  }

  /**
   * {@return Spearman's correlation and its p value, an approximation}
   *
   * @param x finite values, 3 or more
   * @param y finite values, as many
   * @param alternative whether the correlation is positive
   */
  public static TestResult spearman(double[] x, double[] y, Alternative alternative) {
    Samples.checkPairs(x, y, 3);
    return student(Spearman.of(x, y), x.length, alternative);
  }

  private static TestResult student(double correlation, int size, Alternative alternative) {
    double degrees = size - 2.0;
    double statistic = correlation * Math.sqrt(degrees / ((1 + correlation) * (1 - correlation)));
    return new TestResult(correlation, PairedT.p(statistic, degrees, alternative));
  }

  /**
   * {@return Kendall's tau b and its p value: exact for up to {@value #MOST_EXACT} pairs without
   * ties, else by a normal distribution whose variance allows for ties}
   *
   * @param x finite values, 3 or more
   * @param y finite values, as many
   * @param alternative whether the correlation is positive
   */
  public static TestResult kendall(double[] x, double[] y, Alternative alternative) {
    Samples.checkPairs(x, y, 3);
    var kendall = Kendall.of(x, y);
    double tau = kendall.tauB();
    if (Double.isNaN(tau)) {
      return new TestResult(tau, Double.NaN);
    }
    boolean untied = kendall.groupsX().length == x.length && kendall.groupsY().length == x.length;
    return new TestResult(
        tau,
        untied && x.length <= MOST_EXACT
            ? exact(kendall, alternative)
            : Normal.p(kendall.excess() / deviation(kendall), alternative));
  }

  /** By the chances of each number of pairs in opposite order, for a random permutation. */
  private static double exact(Kendall kendall, Alternative alternative) {
    double[] chances = {1};
    for (int size = 2; size <= kendall.size(); size++) {
      double[] next = new double[chances.length + size - 1];
      for (int i = 0; i < chances.length; i++) {
        for (int more = 0; more < size; more++) {
          next[i + more] += chances[i] / size;
        }
      }
      chances = next;
    }
    var opposite = new RankSums(chances);
    int observed = (int) ((kendall.pairs() - kendall.excess()) / 2);
    return alternative.p(opposite.atLeast(observed), opposite.atMost(observed));
  }

  /** Of the excess, by Kendall's formula with its three terms for ties. */
  private static double deviation(Kendall kendall) {
    double size = kendall.size();
    double ordered = size * (size - 1);
    double variance = ordered * (2 * size + 5);
    for (int[] groups : new int[][] {kendall.groupsX(), kendall.groupsY()}) {
      variance -= sum(groups, 2, 5);
    }
    double pairs = sum(kendall.groupsX(), 0, 1) * sum(kendall.groupsY(), 0, 1) / (2 * ordered);
    double triples =
        sum(kendall.groupsX(), 1, -2) * sum(kendall.groupsY(), 1, -2) / (9 * ordered * (size - 2));
    return Math.sqrt(variance / 18 + pairs + triples);
  }

  /** Sum of {@code t (t - 1) (factor t + summand)} over groups of {@code t} equal values. */
  private static double sum(int[] groups, double factor, double summand) {
    return IntStream.of(groups)
        .mapToDouble(size -> size * (size - 1.0) * (factor * size + summand))
        .sum();
  }
}
