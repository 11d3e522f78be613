// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Hit;

/**
 * Are relevant documents found first? mteb's retrieval and reranking, on what was found; {@link
 * NearestDocuments} finds it.
 *
 * <p>nDCG, MAP, recall, precision and hit rate are trec_eval's, at 1, 3, 5, 10, 20, 100 and 1,000
 * documents; {@code accuracy} is recall at 1. {@code nauc_..._max}, {@code ..._std} and {@code
 * ..._diff1} are the {@link Abstention} of a measure by the best score, the deviation of the scores
 * and the best less the second best. Unlike mteb's, means are not rounded to five digits.
 *
 * <p>A query without a relevant document counts 0. mteb leaves such out when it loads its data, as
 * {@link #withRelevant} does.
 *
 * @param main the main measure: {@code ndcg_at_10} of most retrieval, {@code map_at_1000} of most
 *     reranking tasks
 * @param skipsFirst whether the best document of each query is left out, whatever it is, as some
 *     tasks do whose queries are documents
 */
public record RankedRetrieval(String main, boolean skipsFirst) {
  /** The usual retrieval. */
  public static final RankedRetrieval USUAL = new RankedRetrieval("ndcg_at_10", false);

  /** The usual reranking. */
  public static final RankedRetrieval RERANKING = new RankedRetrieval("map_at_1000", false);

  private static final List<Integer> DEPTHS = List.of(1, 3, 5, 10, 20, 100, 1000);

  /**
   * {@return the measures; units are the judged queries, in the order of the run}
   *
   * @param qrels grades by query and document; 1 and more is relevant
   * @param run documents by query, in any order; queries that are not judged are left out
   */
  public Outcome of(Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run) {
    var queries = JudgedQuery.of(qrels, run, skipsFirst ? 1 : 0);
    var measures = measures(queries);
    var each = each(queries).get(main);
    if (each == null) {
      throw new IllegalArgumentException(
          "the main measure must be a mean over queries, one of %s, got '%s'"
              .formatted(each(queries).keySet(), main));
    }
    return new Outcome(measures, main, new Evidence.Mean(each));
  }

  /**
   * {@return the judgments of queries that have a relevant document}
   *
   * @param qrels grades by query and document
   */
  public static Map<String, Map<String, Integer>> withRelevant(
      Map<String, Map<String, Integer>> qrels) {
    var kept = new LinkedHashMap<String, Map<String, Integer>>();
    qrels.forEach(
        (query, grades) -> {
          if (grades.values().stream().anyMatch(grade -> grade > 0)) {
            kept.put(query, grades);
          }
        });
    return kept;
  }

  static Map<String, Double> measures(List<JudgedQuery> queries) {
    var each = each(queries);
    var measures = new LinkedHashMap<String, Double>();
    each.forEach((name, values) -> measures.put(name, Means.of(values)));
    double[] max = queries.stream().mapToDouble(q -> q.confidence().max()).toArray();
    double[] std = queries.stream().mapToDouble(q -> q.confidence().std()).toArray();
    double[] diff1 = queries.stream().mapToDouble(q -> q.confidence().diff1()).toArray();
    each.forEach(
        (name, values) -> {
          if (!name.equals("accuracy") && !name.startsWith("hit_rate")) {
            measures.put("nauc_" + name + "_max", Abstention.nauc(max, values));
            measures.put("nauc_" + name + "_std", Abstention.nauc(std, values));
            measures.put("nauc_" + name + "_diff1", Abstention.nauc(diff1, values));
          }
        });
    return measures;
  }

  /** The value of each query of each measure that is a mean. */
  private static Map<String, double[]> each(List<JudgedQuery> queries) {
    var each = new LinkedHashMap<String, double[]>();
    put(each, "ndcg", queries, "ndcg_cut_");
    put(each, "map", queries, "map_cut_");
    put(each, "recall", queries, "recall_");
    each.put("accuracy", values(queries, query -> query.of("recall_1")));
    put(each, "precision", queries, "P_");
    for (int depth : DEPTHS) {
      each.put("mrr_at_" + depth, values(queries, query -> query.reciprocalRank(depth)));
    }
    put(each, "hit_rate", queries, "success_");
    return each;
  }

  private static void put(
      Map<String, double[]> to, String name, List<JudgedQuery> queries, String trec) {
    for (int depth : DEPTHS) {
      to.put(name + "_at_" + depth, values(queries, query -> query.of(trec + depth)));
    }
  }

  private static double[] values(List<JudgedQuery> queries, ToDoubleFunction<JudgedQuery> of) {
    return queries.stream().mapToDouble(of).toArray();
  }
}
