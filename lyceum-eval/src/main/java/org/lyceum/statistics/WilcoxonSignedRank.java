// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.lyceum.metric.Ranks;

/**
 * Wilcoxon's signed-rank test of two lists of the same units: whether the differences lie
 * symmetrically around 0. As {@code scipy.stats.wilcoxon}.
 *
 * <p>The statistic is the sum of the ranks of the positive differences, ordered by size; two-sided,
 * the smaller of that and the sum of the negative ones.
 *
 * @param zeros what becomes of differences that are 0
 * @param distribution how p is known
 * @see <a href="https://doi.org/10.2307/3001968">Wilcoxon 1945</a>
 */
public record WilcoxonSignedRank(Zeros zeros, RankNull distribution) {
  /** Without the differences that are 0; exact for few units. */
  public static final WilcoxonSignedRank USUAL =
      new WilcoxonSignedRank(Zeros.WILCOX, RankNull.AUTOMATIC);

  /** What becomes of differences that are 0. */
  public enum Zeros {
    /** They are left out before anything is ranked. */
    WILCOX,
    /** They take the lowest ranks, which then are left out. */
    PRATT,
    /** They take the lowest ranks, half of which counts for each side. */
    ZSPLIT
  }

  /**
   * {@return the sum of ranks and its p value; 1 where all differences are 0}
   *
   * @param first finite values, 1 or more
   * @param second of the same units
   * @param alternative whether the first tends to be greater
   */
  public TestResult of(double[] first, double[] second, Alternative alternative) {
    Samples.checkPairs(first, second, 1);
    double[] differences = Samples.differences(first, second);
    if (zeros == Zeros.WILCOX) {
      differences = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    }
    var sides = Sides.of(differences);
    double half = zeros == Zeros.ZSPLIT ? sides.zero() / 2 : 0;
    double plus = sides.plus() + half;
    double minus = sides.minus() + half;
    double statistic = alternative == Alternative.TWO_SIDED ? Math.min(plus, minus) : plus;
    return new TestResult(statistic, p(differences, plus, alternative));
  }

  private double p(double[] differences, double plus, Alternative alternative) {
    if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
      return 1;
    }
    var choice = distribution.choose(differences.length);
    return switch (choice) {
      case UNTIED ->
          RankSums.ofAnyChoice(IntStream.rangeClosed(1, differences.length).toArray())
              .p(plus, alternative);
      case EXACT -> exact(differences, alternative);
      default -> normal(differences, plus, choice, alternative);
    };
  }

  /** The ranks of zeros never change sides, so they do not matter. */
  private static double exact(double[] differences, Alternative alternative) {
    double[] ranks = ranks(differences);
    double[] moving =
        IntStream.range(0, ranks.length)
            .filter(i -> differences[i] != 0)
            .mapToDouble(i -> ranks[i])
            .toArray();
    return RankSums.ofAnyChoice(RankSums.doubled(moving))
        .p(2 * Sides.of(differences).plus(), alternative);
  }

  private double normal(
      double[] differences, double plus, RankNull choice, Alternative alternative) {
    double all = differences.length;
    double mean = all * (all + 1) / 4;
    double variance = all * (all + 1) * (2 * all + 1);
    double[] sizes = Arrays.stream(differences).map(Math::abs).toArray();
    if (zeros == Zeros.PRATT) {
      sizes = Arrays.stream(sizes).filter(size -> size > 0).toArray();
      double none = all - sizes.length;
      mean -= none * (none + 1) / 4;
      variance -= none * (none + 1) * (2 * none + 1);
    }
    variance -= RankNull.tieTerm(Ranks.groups(sizes)) / 2;
    return choice.normal(plus - mean, Math.sqrt(variance / 24), alternative);
  }

  private static double[] ranks(double[] differences) {
    return Ranks.average(Arrays.stream(differences).map(Math::abs).toArray());
  }

  /** Sums of ranks. */
  private record Sides(double plus, double minus, double zero) {
    static Sides of(double[] differences) {
      double[] ranks = ranks(differences);
      double[] sums = new double[3];
      for (int i = 0; i < ranks.length; i++) {
        sums[1 + (int) Math.signum(differences[i])] += ranks[i];
      }
      return new Sides(sums[2], sums[0], sums[1]);
    }
  }
}
