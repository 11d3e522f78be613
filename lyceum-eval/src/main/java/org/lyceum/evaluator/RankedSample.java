// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.TieAveragedNdcg;
import org.lyceum.protocol.Outcome;

/**
 * How well the documents of one query are ordered.
 *
 * @param map average precision; equal scores are never separated
 * @param mrr reciprocal rank of the first relevant document among the first k, else 0
 * @param ndcg as scikit-learn's, averaged over the orders of equal scores
 */
record RankedSample(double map, double mrr, double ndcg) {
  /** Nothing relevant was there to be found. */
  static final RankedSample NOTHING = new RankedSample(0, 0, 0);

  /** Which of equal scores comes first in {@link #mrr}. */
  enum Ties {
    FIRST_LISTED,
    LAST_LISTED
  }

  /** Measures scores of documents of which some are relevant. */
  static RankedSample of(boolean[] relevant, double[] scores, int k, Ties ties) {
    if (BestThresholds.count(relevant) == 0) {
      return NOTHING;
    }
    double[] gains =
        IntStream.range(0, relevant.length).mapToDouble(i -> relevant[i] ? 1 : 0).toArray();
    return new RankedSample(
        BinaryRanking.of(scores, relevant).averagePrecision(),
        reciprocalRank(relevant, scores, k, ties),
        new TieAveragedNdcg(k).of(gains, scores));
  }

  private static double reciprocalRank(boolean[] relevant, double[] scores, int k, Ties ties) {
    var ranked =
        IntStream.range(0, scores.length)
            .map(i -> ties == Ties.FIRST_LISTED ? i : scores.length - 1 - i)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .toList();
    for (int rank = 0; rank < Math.min(k, ranked.size()); rank++) {
      if (relevant[ranked.get(rank)]) {
        return 1.0 / (rank + 1);
      }
    }
    return 0;
  }

  /** The means of all by their names. */
  static Map<String, Double> means(String prefix, List<RankedSample> samples, int k) {
    var means = new LinkedHashMap<String, Double>();
    means.put(prefix + "map", mean(samples, RankedSample::map).score());
    means.put(prefix + "mrr@" + k, mean(samples, RankedSample::mrr).score());
    means.put(prefix + "ndcg@" + k, mean(samples, RankedSample::ndcg).score());
    return means;
  }

  /** The outcome whose main measure is nDCG. */
  static Outcome outcome(Map<String, Double> measures, List<RankedSample> samples, int k) {
    return new Outcome(measures, "ndcg@" + k, mean(samples, RankedSample::ndcg));
  }

  private static Evidence.Mean mean(
      List<RankedSample> samples, ToDoubleFunction<RankedSample> measure) {
    return new Evidence.Mean(samples.stream().mapToDouble(measure).toArray());
  }

  /** So many that are relevant, then so many that are not. */
  static boolean[] relevantFirst(int relevant, int others) {
    boolean[] labels = new boolean[relevant + others];
    Arrays.fill(labels, 0, relevant, true);
    return labels;
  }
}
