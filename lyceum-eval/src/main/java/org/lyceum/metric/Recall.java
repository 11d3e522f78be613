// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.List;
import java.util.Map;

/**
 * The share of the relevant documents that are among the first {@code k}, as trec_eval's {@code
 * recall}.
 *
 * @param k cut-off, 1 or more; 100 is customary
 */
public record Recall(int k) {
  /** Checks the cut-off. */
  public Recall {
    if (k < 1) {
      throw new IllegalArgumentException("the cut-off k must be 1 or more, got %d".formatted(k));
    }
  }

  /**
   * {@return the value for one query, from 0 to 1; 0 where no document is relevant}
   *
   * @param grades relevance by document id; 1 and more is relevant
   * @param ranked document ids, best first, each once
   */
  public double of(Map<String, Integer> grades, List<String> ranked) {
    long relevant = grades.values().stream().filter(grade -> grade > 0).count();
    long found = ranked.stream().limit(k).filter(id -> grades.getOrDefault(id, 0) > 0).count();
    return relevant == 0 ? 0 : found / (double) relevant;
  }
}
