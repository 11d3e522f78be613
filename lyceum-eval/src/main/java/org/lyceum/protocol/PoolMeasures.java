// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lyceum.metric.Hit;

/**
 * Measures of retrieval that mteb has beside those of every task, with a value for each judged
 * query in the order of the run.
 *
 * @param depth how many documents are looked at, 1 or more
 */
public record PoolMeasures(int depth) {
  /** Checks the depth. */
  public PoolMeasures {
    if (depth < 1) {
      throw new IllegalArgumentException("the depth must be 1 or more, got %d".formatted(depth));
    }
  }

  /**
   * {@return {@code R_cap_at_k}: relevant documents found, over those that could have been; NaN for
   * a query without any}
   *
   * @param qrels grades by query and document; 1 and more is relevant
   * @param run documents by query, in any order
   */
  public double[] cappedRecall(
      Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run) {
    return JudgedQuery.of(qrels, run, 0).stream()
        .mapToDouble(query -> relevantFound(query) / Math.min(depth, query.of("num_rel")))
        .toArray();
  }

  /**
   * {@return {@code Hole_at_k}: documents found that nobody judged for any query, over the depth}
   *
   * @param qrels grades by query and document
   * @param run documents by query, in any order
   */
  public double[] hole(Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run) {
    var judged =
        qrels.values().stream()
            .flatMap(grades -> grades.keySet().stream())
            .collect(Collectors.toSet());
    return JudgedQuery.of(qrels, run, 0).stream()
        .mapToDouble(
            query ->
                query.ranked().stream().limit(depth).filter(id -> !judged.contains(id)).count()
                    / (double) depth)
        .toArray();
  }

  /**
   * {@return whether a relevant document was found, as 1 or 0. mteb's {@code top_k_accuracy} lists
   * the ones alone}
   *
   * @param qrels grades by query and document; 1 and more is relevant
   * @param run documents by query, in any order
   */
  public double[] topAccuracy(Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run) {
    return JudgedQuery.of(qrels, run, 0).stream()
        .mapToDouble(query -> relevantFound(query) > 0 ? 1 : 0)
        .toArray();
  }

  private double relevantFound(JudgedQuery query) {
    return query.ranked().stream()
        .limit(depth)
        .filter(id -> query.grades().getOrDefault(id, 0) > 0)
        .count();
  }
}
