// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import static java.util.stream.Collectors.toMap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.metric.Ndcg;

/**
 * What was found for a query.
 *
 * @param ids of documents, best first
 * @param relevant ids of the documents that should be found, one or more
 */
record FoundDocuments(List<String> ids, Set<String> relevant) {
  /** The measures at all cut-offs by their names. */
  Map<String, Double> measures(Cutoffs cutoffs) {
    var measures = new LinkedHashMap<String, Double>();
    cutoffs.accuracy().forEach(k -> measures.put("accuracy@" + k, hits(k) > 0 ? 1.0 : 0.0));
    cutoffs.precisionAndRecall().forEach(k -> measures.put("precision@" + k, hits(k) / (double) k));
    cutoffs
        .precisionAndRecall()
        .forEach(k -> measures.put("recall@" + k, hits(k) / (double) relevant.size()));
    var grades = relevant.stream().collect(toMap(id -> id, id -> 1));
    cutoffs.ndcg().forEach(k -> measures.put("ndcg@" + k, new Ndcg(k).of(grades, ids)));
    cutoffs.mrr().forEach(k -> measures.put("mrr@" + k, reciprocalRank(k)));
    cutoffs.map().forEach(k -> measures.put("map@" + k, averagePrecision(k)));
    return measures;
  }

  private long hits(int k) {
    return ids.stream().limit(k).filter(relevant::contains).count();
  }

  private double reciprocalRank(int k) {
    for (int i = 0; i < Math.min(k, ids.size()); i++) {
      if (relevant.contains(ids.get(i))) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  /** Over as many as could have been found, unlike trec_eval's {@code map_cut}. */
  private double averagePrecision(int k) {
    double sum = 0;
    int hits = 0;
    for (int i = 0; i < Math.min(k, ids.size()); i++) {
      if (relevant.contains(ids.get(i))) {
        hits++;
        sum += hits / (i + 1.0);
      }
    }
    return sum / Math.min(k, relevant.size());
  }
}
