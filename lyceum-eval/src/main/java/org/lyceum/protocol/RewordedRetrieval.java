// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Hit;

/**
 * Does a search bear other wordings, or see small differences? Queries come in groups, the parts of
 * their ids before the first underscore.
 *
 * <p>{@code robustness_at_10} is the mean over groups of the worst nDCG at 10; {@code
 * paired_accuracy} is the share of groups in which each query has all that is relevant to it, one
 * document, on top. Beside them all measures of {@link RankedRetrieval}.
 *
 * @param main the main measure, {@code robustness_at_10} or {@code paired_accuracy}
 * @see <a href="https://arxiv.org/abs/2402.14334">Oh et al. 2024</a>, for the first
 * @see <a href="https://arxiv.org/abs/2305.07614">Weller et al. 2024</a>, for the second
 */
public record RewordedRetrieval(String main) {
  private static final String ROBUSTNESS = "robustness_at_10";
  private static final String PAIRED = "paired_accuracy";

  /** Checks the main measure. */
  public RewordedRetrieval {
    if (!List.of(ROBUSTNESS, PAIRED).contains(main)) {
      throw new IllegalArgumentException(
          "the main measure must be %s or %s, got '%s'".formatted(ROBUSTNESS, PAIRED, main));
    }
  }

  /**
   * {@return the measures; units are groups}
   *
   * @param qrels grades by query and document; 1 and more is relevant
   * @param run documents by query, in any order
   */
  public Outcome of(Map<String, Map<String, Integer>> qrels, Map<String, List<Hit>> run) {
    var queries = JudgedQuery.of(qrels, run, 0);
    var groups = new LinkedHashMap<String, List<JudgedQuery>>();
    for (var query : queries) {
      var group = query.id().split("_", 2)[0];
      groups.computeIfAbsent(group, name -> new ArrayList<>()).add(query);
    }
    double[] worst = least(groups, "ndcg_cut_10");
    double[] paired = least(groups, "recall_1");
    for (int i = 0; i < paired.length; i++) {
      paired[i] = paired[i] == 1 ? 1 : 0;
    }
    var measures = new LinkedHashMap<>(RankedRetrieval.measures(queries));
    measures.put(ROBUSTNESS, Means.of(worst));
    measures.put(PAIRED, Means.of(paired));
    return new Outcome(measures, main, new Evidence.Mean(main.equals(ROBUSTNESS) ? worst : paired));
  }

  private static double[] least(Map<String, List<JudgedQuery>> groups, String measure) {
    return groups.values().stream()
        .mapToDouble(
            group -> group.stream().mapToDouble(query -> query.of(measure)).min().orElse(0))
        .toArray();
  }
}
