// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Normalized discounted cumulative gain of the first {@code k} documents, exactly as trec_eval's
 * {@code ndcg_cut}: gains are the grades themselves, negative ones count as 0.
 *
 * <p>{@code DCG = sum_{r = 1..k} grade(r) / log2(r + 1)}, divided by the DCG of the best possible
 * order. With a single relevant document at rank {@code r} this is {@code 1 / log2(r + 1)}.
 *
 * @param k cut-off, 1 or more; 10 is customary
 * @see <a href="https://doi.org/10.1145/582415.582418">Järvelin and Kekäläinen 2002</a>
 */
public record Ndcg(int k) {
  /** Checks the cut-off. */
  public Ndcg {
    if (k < 1) {
      throw new IllegalArgumentException("the cut-off k must be 1 or more, got %d".formatted(k));
    }
  }

  /**
   * {@return the value for one query, from 0 to 1; 0 where no document is relevant}
   *
   * @param grades relevance by document id; what is absent has grade 0
   * @param ranked document ids, best first; see {@link Hit#ranked} for ties
   */
  public double of(Map<String, Integer> grades, List<String> ranked) {
    double ideal = ideal(grades);
    return ideal == 0 ? 0 : gained(grades, ranked) / ideal;
  }

  private double gained(Map<String, Integer> grades, List<String> ranked) {
    var seen = new HashSet<String>();
    double sum = 0;
    for (int i = 0; i < Math.min(k, ranked.size()); i++) {
      if (!seen.add(ranked.get(i))) {
        throw new IllegalArgumentException(
            "a document must be ranked once, got '%s' again at rank %d"
                .formatted(ranked.get(i), i + 1));
      }
      sum += Math.max(0, grades.getOrDefault(ranked.get(i), 0)) * discount(i);
    }
    return sum;
  }

  private double ideal(Map<String, Integer> grades) {
    var best =
        grades.values().stream().filter(g -> g > 0).sorted(Comparator.reverseOrder()).toList();
    double sum = 0;
    for (int i = 0; i < Math.min(k, best.size()); i++) {
      sum += best.get(i) * discount(i);
    }
    return sum;
  }

  /** The weight of a position counted from 0. */
  private static double discount(int position) {
    return Math.log(2) / Math.log(position + 2.0);
  }
}
