// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import java.util.Map;
import org.lyceum.metric.Hit;
import org.lyceum.metric.TrecEval;

/**
 * What was found for a query, measured.
 *
 * @param id the query
 * @param grades of documents
 * @param ranked documents, best first
 * @param trec the measures of trec_eval
 * @param confidence of the search
 */
record JudgedQuery(
    String id,
    Map<String, Integer> grades,
    List<String> ranked,
    Map<String, Double> trec,
    Confidence confidence) {
  private static final double ROUNDING = 1e-9;

  /** Those of a run that are judged, in the order of the run; without their best documents. */
  static List<JudgedQuery> of(
      Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run, int skipped) {
    var queries =
        run.entrySet().parallelStream()
            .filter(query -> qrels.containsKey(query.getKey()))
            .map(
                query ->
                    of(
                        query.getKey(),
                        qrels.getOrDefault(query.getKey(), Map.of()),
                        query.getValue().stream().sorted(Hit.ORDER).skip(skipped).toList()))
            .toList();
    if (queries.isEmpty()) {
      throw new IllegalArgumentException(
          "a query of the run must be judged, got none of %d queries and %d judged ones"
              .formatted(run.size(), qrels.size()));
    }
    return queries;
  }

  private static JudgedQuery of(String id, Map<String, Integer> grades, List<Hit> hits) {
    var ranked = hits.stream().map(Hit::id).toList();
    return new JudgedQuery(
        id, grades, ranked, TrecEval.USUAL.of(grades, ranked), Confidence.of(hits));
  }

  /** A measure of trec_eval. */
  double of(String measure) {
    var value = trec.get(measure);
    if (value == null) {
      throw new IllegalArgumentException(
          "a measure must be one of trec_eval's, got '%s'".formatted(measure));
    }
    return value;
  }

  /** The reciprocal rank of the first relevant document among the first {@code depth}; else 0. */
  double reciprocalRank(int depth) {
    double value = of("recip_rank");
    return value * depth >= 1 - ROUNDING ? value : 0;
  }
}
