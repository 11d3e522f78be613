// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measures of trec_eval 9, under its names and to its last digit.
 *
 * <p>Two of them show faults of the original and are kept, since figures are compared with it: with
 * an empty list of documents {@code iprec_at_recall_0.00} and {@code 11pt_avg} are NaN.
 *
 * @param level the least grade of a relevant document, 1 or more. Gains do not depend on it
 */
public record TrecEval(int level) {
  /** Grades of 1 and more are relevant. */
  public static final TrecEval USUAL = new TrecEval(1);

  /** The depths at which lists are cut: those of trec_eval, and those of mteb. */
  public static final List<Integer> CUTOFFS = List.of(1, 3, 5, 10, 15, 20, 30, 100, 200, 500, 1000);

  private static final double LEAST_OF_GEOMETRIC = 1e-5;

  /** Checks the level. */
  public TrecEval {
    if (level < 1) {
      throw new IllegalArgumentException(
          "the relevance level must be 1 or more, got %d".formatted(level));
    }
  }

  /**
   * {@return the measures of one query by name, in the order of trec_eval}
   *
   * @param grades relevance by document id
   * @param ranked document ids, best first, each once; see {@link Hit#ranked} for ties
   */
  public Map<String, Double> of(Map<String, Integer> grades, List<String> ranked) {
    var judged = new JudgedRanking(grades, ranked, level);
    var measures = new LinkedHashMap<String, Double>();
    counts(judged, measures);
    double precision = TrecPrecision.average(judged, judged.found());
    measures.put("map", precision);
    measures.put("gm_map", logarithm(precision));
    measures.put("Rprec", TrecPrecision.at(judged, judged.relevant()));
    double preference = TrecPreference.bpref(judged);
    measures.put("bpref", preference);
    measures.put("recip_rank", TrecPrecision.reciprocalRank(judged));
    TrecPrecision.interpolated(judged, measures);
    measures.put("infAP", TrecPreference.inferredAveragePrecision(judged));
    measures.put("gm_bpref", logarithm(preference));
    TrecPrecision.multiples(judged, measures);
    int found = judged.relevantAmong(judged.found());
    measures.put("utility", (double) found - (judged.found() - found));
    TrecGain.all(judged, measures);
    TrecPrecision.cut(judged, CUTOFFS, measures);
    TrecPrecision.sets(judged, measures);
    return measures;
  }

  /**
   * {@return the measures of a query that was not asked, which are all 0}
   *
   * @param grades relevance by document id
   */
  public Map<String, Double> nothingFound(Map<String, Integer> grades) {
    var measures = of(grades, List.of());
    measures.replaceAll((name, value) -> value.isNaN() ? 0 : value);
    return measures;
  }

  private static void counts(JudgedRanking judged, Map<String, Double> measures) {
    measures.put("num_ret", (double) judged.found());
    measures.put("num_rel", (double) judged.relevant());
    measures.put("num_rel_ret", (double) judged.relevantAmong(judged.found()));
  }

  private static double logarithm(double value) {
    return Math.log(Math.max(value, LEAST_OF_GEOMETRIC));
  }

  /**
   * {@return the measures of all queries together: sums of what begins with {@code num_}, geometric
   * means of what begins with {@code gm_}, means of the others; nothing for no query}
   *
   * @param queries the measures of each
   */
  public static Map<String, Double> mean(Collection<Map<String, Double>> queries) {
    var sums = new LinkedHashMap<String, Double>();
    for (var query : queries) {
      query.forEach((name, value) -> sums.merge(name, value, Double::sum));
    }
    sums.replaceAll((name, sum) -> aggregate(name, sum, queries.size()));
    return sums;
  }

  private static double aggregate(String name, double sum, int count) {
    if (name.startsWith("num_")) {
      return sum;
    }
    return name.startsWith("gm_") ? Math.exp(sum / count) : sum / count;
  }
}
