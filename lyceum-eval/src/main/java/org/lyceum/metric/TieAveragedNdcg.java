// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Normalized discounted cumulative gain as scikit-learn's {@code ndcg_score}: documents of equal
 * score share the mean of their gains, as if the value were averaged over all their orders. {@link
 * Ndcg} is trec_eval's, which orders them by id.
 *
 * @param k cut-off, 1 or more
 * @see <a href="https://doi.org/10.1007/978-3-540-78646-7_41">McSherry and Najork 2008</a>
 */
public record TieAveragedNdcg(int k) {
  /** The whole ranking. */
  public static final TieAveragedNdcg WHOLE = new TieAveragedNdcg(Integer.MAX_VALUE);

  /** Checks the cut-off. */
  public TieAveragedNdcg {
    if (k < 1) {
      throw new IllegalArgumentException("the cut-off k must be 1 or more, got %d".formatted(k));
    }
  }

  /**
   * {@return the value, from 0 to 1; 0 where nothing can be gained}
   *
   * @param gains of the documents, finite and not negative
   * @param scores of the same documents, finite; higher is better
   */
  public double of(double[] gains, double[] scores) {
    check(gains, scores);
    double ideal = gained(gains, gains);
    return ideal == 0 ? 0 : gained(gains, scores) / ideal;
  }

  private double gained(double[] gains, double[] scores) {
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .toList();
    double sum = 0;
    for (int start = 0; start < scores.length; ) {
      double gain = 0;
      double discount = 0;
      int end = start;
      for (; end < scores.length && scores[order.get(end)] == scores[order.get(start)]; end++) {
        gain += gains[order.get(end)];
        discount += end < k ? Math.log(2) / Math.log(end + 2.0) : 0;
      }
      sum += gain / (end - start) * discount;
      start = end;
    }
    return sum;
  }

  private static void check(double[] gains, double[] scores) {
    if (gains.length != scores.length) {
      throw new IllegalArgumentException(
          "there must be as many scores as gains, got %d for %d"
              .formatted(scores.length, gains.length));
    }
    for (int i = 0; i < gains.length; i++) {
      if (!Double.isFinite(scores[i]) || !Double.isFinite(gains[i]) || gains[i] < 0) {
        throw new IllegalArgumentException(
            "scores must be finite and gains finite and not negative, got %s and %s at index %d"
                .formatted(scores[i], gains[i], i));
      }
    }
  }
}
