// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Ndcg;
import org.lyceum.metric.Recall;
import org.lyceum.protocol.Outcome;

/** What was found for each query of a retrieval, judged query by query. */
record Rankings(double[] ndcg, double[] recall) {
  /** The deepest rank that any measure looks at. */
  static final int DEPTH = 100;

  private static final Ndcg NDCG = new Ndcg(10);
  private static final Recall RECALL = new Recall(DEPTH);

  /** Judges lists of document ids, each best first. */
  static Rankings judge(List<Map<String, Integer>> grades, List<List<String>> found) {
    return new Rankings(
        IntStream.range(0, found.size())
            .mapToDouble(i -> NDCG.of(grades.get(i), found.get(i)))
            .toArray(),
        IntStream.range(0, found.size())
            .mapToDouble(i -> RECALL.of(grades.get(i), found.get(i)))
            .toArray());
  }

  /** All queries of several retrievals, each counting the same. */
  static Rankings pool(Stream<Rankings> parts) {
    var all = parts.toList();
    return new Rankings(
        all.stream().flatMapToDouble(part -> Arrays.stream(part.ndcg)).toArray(),
        all.stream().flatMapToDouble(part -> Arrays.stream(part.recall)).toArray());
  }

  /** The means over the queries. */
  Outcome outcome() {
    var measures = new LinkedHashMap<String, Double>();
    measures.put("ndcg_at_10", new Evidence.Mean(ndcg).score());
    measures.put("recall_at_100", new Evidence.Mean(recall).score());
    return new Outcome(measures, "ndcg_at_10", new Evidence.Mean(ndcg));
  }
}
