// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Does a model know when it is wrong? How much of what could be gained by leaving the worst queries
 * unanswered is gained by leaving those of least confidence, for shares from 0 to 90 %.
 *
 * <p>Where all queries are answered equally well there is nothing to gain and no value. mteb's is
 * then, as the sums round, none or 1.
 *
 * @see <a href="https://arxiv.org/abs/2402.12997">Gisserot-Boukhlef et al. 2024</a>
 */
public final class Abstention {
  private static final int RATES = 10; // 0 %, 10 % and so on
  private static final double ROUNDING = 1e-12;

  private Abstention() {}

  /**
   * {@return the share of the gain, at most 1 and negative where confidence misleads; NaN where
   * nothing can be gained because all are equally good}
   *
   * @param confidence in each query
   * @param metric how well each query was answered; as many, 1 or more
   */
  public static double nauc(double[] confidence, double[] metric) {
    if (confidence.length != metric.length || metric.length == 0) {
      throw new IllegalArgumentException(
          "there must be a query or more, each with a confidence and a metric, got %d and %d"
              .formatted(confidence.length, metric.length));
    }
    double found = area(curve(confidence, metric));
    double[] best = curve(metric, metric);
    double most = area(best);
    double flat = best[0] * (RATES - 1) / RATES;
    boolean nothingToGain = Math.abs(most - flat) <= ROUNDING * Math.max(1, Math.abs(flat));
    return nothingToGain ? Double.NaN : (found - flat) / (most - flat);
  }

  /** The mean of those that are answered, for each share that is not. */
  private static double[] curve(double[] confidence, double[] metric) {
    double[] ordered = ordered(confidence, metric);
    double[] curve = new double[RATES];
    for (int r = 0; r < RATES; r++) {
      int left = (int) Math.min(Math.rint(r * 0.1 * ordered.length), ordered.length - 1);
      double sum = 0;
      for (int i = left; i < ordered.length; i++) {
        sum += ordered[i];
      }
      curve[r] = sum / (ordered.length - left);
    }
    return curve;
  }

  /** The metric by rising confidence; queries of equal confidence share the mean of theirs. */
  private static double[] ordered(double[] confidence, double[] metric) {
    int[] order =
        IntStream.range(0, confidence.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> confidence[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ordered = IntStream.of(order).mapToDouble(i -> metric[i]).toArray();
    for (int from = 0, i = 1; i <= order.length; i++) {
      if (i == order.length || confidence[order[i]] != confidence[order[from]]) {
        Arrays.fill(ordered, from, i, Means.of(Arrays.copyOfRange(ordered, from, i)));
        from = i;
      }
    }
    return ordered;
  }

  private static double area(double[] curve) {
    double sum = 0;
    for (int r = 1; r < curve.length; r++) {
      sum += (curve[r - 1] + curve[r]) / 2 / RATES;
    }
    return sum;
  }
}
