// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.statistics.Alternative;
import org.lyceum.statistics.MannWhitney;
import org.lyceum.statistics.RankNull;
import org.lyceum.statistics.TestResult;
import org.lyceum.tensor.Seed;

/**
 * Whether the texts of two corpora come from one distribution, by the depths of both with respect
 * to the first: the rank-sum test of Liu and Singh.
 *
 * <p>The depths of the first corpus are taken within itself, so they are not independent, and the
 * plain test does not keep its level. {@link #split} does, at the cost of the half of the first
 * corpus that it measures with; {@link #permuted} does, at the cost of time.
 *
 * @param distance between two directions
 * @param alternative {@link Alternative#GREATER}: the first is deeper, the second has more outliers
 * @see <a href="https://doi.org/10.1080/01621459.1993.10594317">Liu and Singh 1993</a>
 */
public record CorpusComparison(Distance distance, Alternative alternative) {
  /** Draws that settle p to about 0.007 where it is near 0.05. */
  public static final int USUAL = 999;

  /** With as many texts in the first corpus, half of them are enough to measure with. */
  public static final int ENOUGH_TO_SPLIT = 200;

  private static final MannWhitney RANKS = new MannWhitney(RankNull.NORMAL);

  /**
   * What was found.
   *
   * @param q the chance that a text of the first corpus is less deep than one of the second: 0.5
   *     where they are the same, less where the second lies further outside
   * @param z the standardized rank sum of the first corpus, without a correction for ties
   * @param p the chance of a difference as large where there is none
   */
  public record Finding(double q, double z, double p) {}

  /**
   * {@return what the plain test says; its p is too small where the corpora are small}
   *
   * @param first 2 vectors or more
   * @param second 1 vector or more
   */
  public Finding plain(List<float[]> first, List<float[]> second) {
    return of(Depths.of(first, second, distance));
  }

  /**
   * {@return the same by the depths that are given: p allows for ties}
   *
   * @param depths of the first corpus as members and of the second as others, 1 or more of each
   */
  public Finding of(Depths depths) {
    TestResult ranks = RANKS.of(depths.members(), depths.others(), alternative);
    double z = MannWhitney.untied(depths.members(), depths.others(), alternative).statistic();
    return new Finding(q(ranks, depths), z, ranks.p());
  }

  private static double q(TestResult ranks, Depths depths) {
    return 1 - ranks.statistic() / depths.members().length / depths.others().length;
  }

  /**
   * {@return what the test says with one half of the first corpus to measure with and the other
   * half to compare; it keeps its level}
   *
   * @param first 4 vectors or more
   * @param second 1 vector or more
   * @param seed of the choice of the halves
   */
  public Finding split(List<float[]> first, List<float[]> second, Seed seed) {
    if (first.size() < 4) {
      throw new IllegalArgumentException(
          "to be split, the first corpus must have 4 vectors or more, got " + first.size());
    }
    int[] order = shuffled(first.size(), seed.stream("depth/split"));
    int half = first.size() / 2;
    var reference = IntStream.range(0, half).mapToObj(i -> first.get(order[i])).toList();
    var rest = IntStream.range(half, first.size()).mapToObj(i -> first.get(order[i]));
    double[] depths =
        Depths.of(reference, Stream.concat(rest, second.stream()).toList(), distance).others();
    int compared = first.size() - half;
    return of(new Depths(part(depths, 0, compared), part(depths, compared, depths.length)));
  }

  /**
   * {@return what the test says where p is the share of random divisions of all texts whose rank
   * sum is as extreme, the observed division among them; it keeps its level}
   *
   * @param first 2 vectors or more
   * @param second 1 vector or more
   * @param draws of divisions, 1 or more; {@value #USUAL} are usual
   * @param seed of the draws
   */
  public Finding permuted(List<float[]> first, List<float[]> second, int draws, Seed seed) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be 1 or more, got " + draws);
    }
    int size = first.size() + second.size();
    var distances =
        distance.among(Directions.of(Stream.concat(first.stream(), second.stream()).toList()));
    var observed = of(Depths.of(distances, IntStream.range(0, first.size()).toArray(), size));
    var random = seed.stream("depth/permutation");
    int atMost = 1;
    int atLeast = 1;
    for (int draw = 0; draw < draws; draw++) {
      int[] members = part(shuffled(size, random), first.size());
      var depths = Depths.of(distances, members, size);
      double q = q(RANKS.of(depths.members(), depths.others(), alternative), depths);
      atMost += q <= observed.q ? 1 : 0;
      atLeast += q >= observed.q ? 1 : 0;
    }
    double all = draws + 1.0;
    // a small q is a deep first corpus
    return new Finding(observed.q, observed.z, alternative.p(atLeast / all, atMost / all));
  }

  private static int[] shuffled(int size, RandomGenerator random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  private static int[] part(int[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  private static double[] part(double[] values, int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }
}
