// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many of the first documents measures of retrieval look at. Each list has one or more cut-offs
 * of 1 or more, none twice, in the order in which measures are listed.
 *
 * @param accuracy of {@code accuracy@k}
 * @param precisionAndRecall of {@code precision@k} and {@code recall@k}
 * @param ndcg of {@code ndcg@k}; the largest is that of the main measure
 * @param mrr of {@code mrr@k}
 * @param map of {@code map@k}
 */
public record Cutoffs(
    List<Integer> accuracy,
    List<Integer> precisionAndRecall,
    List<Integer> ndcg,
    List<Integer> mrr,
    List<Integer> map) {
  /** Those of sentence-transformers. */
  public static final Cutoffs USUAL =
      new Cutoffs(
          List.of(1, 3, 5, 10), List.of(1, 3, 5, 10), List.of(10), List.of(10), List.of(100));

  /** Copies and checks the lists. */
  public Cutoffs {
    accuracy = checked("accuracy", accuracy);
    precisionAndRecall = checked("precision and recall", precisionAndRecall);
    ndcg = checked("ndcg", ndcg);
    mrr = checked("mrr", mrr);
    map = checked("map", map);
  }

  private static List<Integer> checked(String what, List<Integer> cutoffs) {
    boolean repeated = new HashSet<>(cutoffs).size() < cutoffs.size();
    if (cutoffs.isEmpty() || repeated || cutoffs.stream().anyMatch(k -> k < 1)) {
      throw new IllegalArgumentException(
          "cut-offs of %s must be one or more, each 1 or more and none twice, got %s"
              .formatted(what, cutoffs));
    }
    return List.copyOf(cutoffs);
  }

  /** How many documents of a query are needed. */
  int depth() {
    return Stream.of(accuracy, precisionAndRecall, ndcg, mrr, map)
        .flatMap(List::stream)
        .mapToInt(Integer::intValue)
        .max()
        .orElseThrow();
  }

  /** The cut-off of the main measure. */
  int mainNdcg() {
    return ndcg.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
