// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/** What labels and clusters say, alone and about each other, in natural units. */
final class Information {
  private Information() {}

  /** The entropy of groups of these sizes. */
  static double entropy(int[] sizes, int total) {
    if (sizes.length == 1) {
      return 0;
    }
    double sum = 0;
    for (int size : sizes) {
      double share = size / (double) total;
      sum -= share * Math.log(share);
    }
    return sum;
  }

  /** What labels and clusters have in common. */
  static double mutual(Contingency table) {
    if (table.labels().length == 1 || table.clusters().length == 1) {
      return 0;
    }
    double sum = 0;
    for (var cell : table.cells()) {
      double expected =
          (double) table.labels()[cell.label()] * table.clusters()[cell.cluster()] / table.total();
      sum += cell.count() / (double) table.total() * Math.log(cell.count() / expected);
    }
    return Math.max(0, sum);
  }

  /**
   * What they would have in common on average, were the clusters drawn at random in the same sizes.
   *
   * @see <a href="https://jmlr.org/papers/v11/vinh10a.html">Vinh et al. 2010</a>, eq. 24a
   */
  static double expectedMutual(Contingency table) {
    if (table.labels().length == 1 || table.clusters().length == 1) {
      return 0;
    }
    double[] logFactorials = logFactorials(table.total());
    var clusterSizes = multiplicities(table.clusters());
    double[] sum = {0};
    multiplicities(table.labels())
        .forEach(
            (a, labels) ->
                clusterSizes.forEach(
                    (b, clusters) -> sum[0] += labels * clusters * expected(a, b, logFactorials)));
    return sum[0];
  }

  /** The part of one label of {@code a} points and one cluster of {@code b}. */
  private static double expected(int a, int b, double[] logFactorials) {
    int total = logFactorials.length - 1;
    double fixed =
        logFactorials[a]
            + logFactorials[b]
            + logFactorials[total - a]
            + logFactorials[total - b]
            - logFactorials[total];
    double sum = 0;
    for (int common = Math.max(1, a + b - total); common <= Math.min(a, b); common++) {
      double logProbability =
          fixed
              - logFactorials[common]
              - logFactorials[a - common]
              - logFactorials[b - common]
              - logFactorials[total - a - b + common];
      double information = Math.log((double) total * common / ((double) a * b));
      sum += common / (double) total * information * Math.exp(logProbability);
    }
    return sum;
  }

  private static Map<Integer, Double> multiplicities(int[] sizes) {
    Map<Integer, Double> counts = new TreeMap<>();
    for (int size : sizes) {
      counts.merge(size, 1.0, Double::sum);
    }
    return counts;
  }

  private static double[] logFactorials(int total) {
    double[] logs = new double[total + 1];
    for (int i = 0; i <= total; i++) {
      logs[i] = Gamma.logGamma(i + 1.0);
    }
    return logs;
  }
}
