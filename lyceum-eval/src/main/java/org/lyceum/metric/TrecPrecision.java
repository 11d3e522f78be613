// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.List;
import java.util.Map;

/** Those measures of trec_eval that count relevant documents. */
final class TrecPrecision {
  private static final int RECALL_POINTS = 11;

  private TrecPrecision() {}

  /**
   * The share of relevant documents among the first {@code depth}, which may be more than found.
   */
  static double at(JudgedRanking judged, int depth) {
    return share(judged.relevantAmong(depth), depth);
  }

  /** The share of the relevant documents that is among the first {@code depth}. */
  static double recall(JudgedRanking judged, int depth) {
    return share(judged.relevantAmong(depth), judged.relevant());
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : part / (double) of;
  }

  /** The mean over all relevant documents of the precision at their ranks, 0 beyond the depth. */
  static double average(JudgedRanking judged, int depth) {
    double sum = 0;
    int relevant = 0;
    for (int rank = 0; rank < Math.min(depth, judged.found()); rank++) {
      if (judged.isRelevant(rank)) {
        sum += ++relevant / (rank + 1.0);
      }
    }
    return judged.relevant() == 0 ? 0 : sum / judged.relevant();
  }

  static double reciprocalRank(JudgedRanking judged) {
    for (int rank = 0; rank < judged.found(); rank++) {
      if (judged.isRelevant(rank)) {
        return 1 / (rank + 1.0);
      }
    }
    return 0;
  }

  /** The best precision at or after the rank where a share of the relevant documents is found. */
  static void interpolated(JudgedRanking judged, Map<String, Double> measures) {
    double sum = 0;
    for (int point = 0; point < RECALL_POINTS; point++) {
      double recall = point / 10.0;
      double best = bestFrom(judged, (int) (recall * judged.relevant() + 0.9));
      measures.put("iprec_at_recall_%.2f".formatted(recall), best);
      sum += best;
    }
    measures.put("11pt_avg", sum / RECALL_POINTS);
  }

  private static double bestFrom(JudgedRanking judged, int relevant) {
    if (judged.found() == 0 && judged.relevant() > 0 && relevant == 0) {
      return Double.NaN; // as trec_eval has it, which divides by the documents found
    }
    double best = 0;
    int seen = 0;
    for (int rank = 0; rank < judged.found(); rank++) {
      seen += judged.isRelevant(rank) ? 1 : 0;
      if (seen >= relevant) {
        best = Math.max(best, seen / (rank + 1.0));
      }
    }
    return best;
  }

  /** Precision at multiples of the number of relevant documents. */
  static void multiples(JudgedRanking judged, Map<String, Double> measures) {
    for (int fifths = 1; fifths <= 10; fifths++) {
      double multiple = fifths / 5.0;
      int depth = (int) (multiple * judged.relevant() + 0.9);
      measures.put("Rprec_mult_%.2f".formatted(multiple), at(judged, depth));
    }
  }

  /** What is measured at cut-offs. */
  static void cut(JudgedRanking judged, List<Integer> depths, Map<String, Double> measures) {
    depths.forEach(depth -> measures.put("P_" + depth, at(judged, depth)));
    depths.forEach(depth -> measures.put("recall_" + depth, recall(judged, depth)));
    depths.forEach(depth -> measures.put("map_cut_" + depth, average(judged, depth)));
    for (int depth : depths) {
      int best = Math.min(depth, judged.relevant());
      measures.put("relative_P_" + depth, share(judged.relevantAmong(depth), best));
    }
    for (int depth : depths) {
      measures.put("success_" + depth, judged.relevantAmong(depth) > 0 ? 1.0 : 0.0);
    }
  }

  /** What does not look at the order of the documents. */
  static void sets(JudgedRanking judged, Map<String, Double> measures) {
    double precision = at(judged, judged.found());
    double recall = recall(judged, judged.found());
    double both = precision + recall;
    measures.put("set_P", precision);
    measures.put("set_recall", recall);
    measures.put("set_map", precision * recall);
    measures.put("set_F", both == 0 ? 0 : 2 * precision * recall / both);
  }
}
