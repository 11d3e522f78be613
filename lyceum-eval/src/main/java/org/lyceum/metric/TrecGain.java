// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Map;

/** Those measures of trec_eval that weigh documents by their grades or discount them by rank. */
final class TrecGain {
  private TrecGain() {}

  static void all(JudgedRanking judged, Map<String, Double> measures) {
    measures.put("binG", binaryCost(judged));
    measures.put("G", gradedCost(judged));
    measures.put("ndcg", ndcg(judged, Integer.MAX_VALUE));
    measures.put("ndcg_rel", ndcgAtRelevant(judged));
    for (int depth : TrecEval.CUTOFFS) {
      measures.put("ndcg_cut_" + depth, ndcg(judged, depth));
    }
  }

  /** Discounted gain of the first documents, divided by the best possible. */
  private static double ndcg(JudgedRanking judged, int depth) {
    double sum = 0;
    double best = 0;
    int last = Math.min(depth, Math.max(judged.found(), judged.gaining()));
    for (int rank = 0; rank < last; rank++) {
      sum += judged.gain(rank) * discount(rank);
      best += judged.idealGain(rank) * discount(rank);
    }
    return best == 0 ? 0 : sum / best;
  }

  /**
   * The mean of nDCG at the ranks of the gaining documents; those not found come after the last.
   */
  private static double ndcgAtRelevant(JudgedRanking judged) {
    double gained = 0;
    double best = 0;
    double sum = 0;
    int seen = 0;
    int last = Math.max(judged.found(), judged.gaining());
    for (int rank = 0; rank < last; rank++) {
      gained += judged.gain(rank) * discount(rank);
      best += judged.idealGain(rank) * discount(rank);
      if (judged.gain(rank) > 0) {
        sum += gained / best;
        seen++;
      }
    }
    int missed = judged.gaining() - seen;
    return judged.gaining() == 0 ? 0 : (sum + missed * gained / best) / judged.gaining();
  }

  private static double discount(int rank) {
    return 1 / log2(rank + 2.0);
  }

  /** Each relevant document, discounted by how many others came before. */
  private static double binaryCost(JudgedRanking judged) {
    double sum = 0;
    int others = 0;
    for (int rank = 0; rank < judged.found(); rank++) {
      if (judged.isRelevant(rank)) {
        sum += 1 / log2(2.0 + others);
      } else {
        others++;
      }
    }
    return judged.relevant() == 0 ? 0 : sum / judged.relevant();
  }

  /** Each gain, discounted by what the ranks so far fall short of the best ranking. */
  private static double gradedCost(JudgedRanking judged) {
    double sum = 0;
    int cost = 0;
    for (int rank = 0; rank < judged.found(); rank++) {
      cost += Math.max(1, judged.idealGain(rank)) - judged.gain(rank);
      if (judged.gain(rank) > 0) {
        sum += judged.gain(rank) / log2(2.0 + cost);
      }
    }
    return judged.totalGain() == 0 ? 0 : sum / judged.totalGain();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
