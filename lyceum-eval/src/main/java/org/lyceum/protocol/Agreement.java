// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;

/** How well clusters agree with classes, whatever either is called. */
final class Agreement {
  private final int[][] table; // (classes, clusters), how often both
  private final int[] classes;
  private final int[] clusters;
  private final int count;

  Agreement(int[] labels, int[] assignment) {
    int[] rows = Arrays.stream(labels).distinct().sorted().toArray();
    int[] columns = Arrays.stream(assignment).distinct().sorted().toArray();
    count = labels.length;
    table = new int[rows.length][columns.length];
    classes = new int[rows.length];
    clusters = new int[columns.length];
    for (int i = 0; i < count; i++) {
      int row = Arrays.binarySearch(rows, labels[i]);
      int column = Arrays.binarySearch(columns, assignment[i]);
      table[row][column]++;
      classes[row]++;
      clusters[column]++;
    }
  }

  /**
   * The harmonic mean of homogeneity, how little a cluster mixes classes, and completeness, how
   * little a class is spread over clusters.
   *
   * @see <a href="https://aclanthology.org/D07-1043/">Rosenberg and Hirschberg 2007</a>
   */
  double vMeasure() {
    double homogeneity = homogeneity();
    double completeness = completeness();
    double sum = homogeneity + completeness;
    return sum == 0 ? 0 : 2 * homogeneity * completeness / sum;
  }

  double homogeneity() {
    double entropy = entropy(classes);
    return entropy == 0 ? 1 : information() / entropy;
  }

  double completeness() {
    double entropy = entropy(clusters);
    return entropy == 0 ? 1 : information() / entropy;
  }

  /**
   * Mutual information beyond what chance gives, as a share of the most there could be.
   *
   * @see <a href="https://jmlr.org/papers/v11/vinh10a.html">Vinh et al. 2010</a>
   */
  double adjustedInformation() {
    if (classes.length == clusters.length && (classes.length == 1 || classes.length == count)) {
      return 1;
    }
    double expected = expectedInformation();
    double most = (entropy(classes) + entropy(clusters)) / 2;
    double range = most - expected;
    double least = Math.ulp(1.0);
    range = range < 0 ? Math.min(range, -least) : Math.max(range, least);
    return (information() - expected) / range;
  }

  private double entropy(int[] sizes) {
    double sum = 0;
    for (int size : sizes) {
      double share = size / (double) count;
      sum -= share * Math.log(share);
    }
    return sizes.length == 1 ? 0 : sum;
  }

  private double information() {
    double sum = 0;
    for (int r = 0; r < classes.length; r++) {
      for (int c = 0; c < clusters.length; c++) {
        if (table[r][c] > 0) {
          sum += term(table[r][c], classes[r], clusters[c]);
        }
      }
    }
    return Math.max(0, sum);
  }

  private double term(int both, int row, int column) {
    return both / (double) count * Math.log((double) count * both / ((double) row * column));
  }

  /** Over all tables with the same sums. */
  private double expectedInformation() {
    double[] factorials = new double[count + 1]; // logarithms
    for (int n = 1; n <= count; n++) {
      factorials[n] = factorials[n - 1] + Math.log(n);
    }
    double sum = 0;
    for (int row : classes) {
      for (int column : clusters) {
        double fixed =
            factorials[row]
                + factorials[column]
                + factorials[count - row]
                + factorials[count - column]
                - factorials[count];
        for (int both = Math.max(1, row + column - count); both <= Math.min(row, column); both++) {
          double chance =
              fixed
                  - factorials[both]
                  - factorials[row - both]
                  - factorials[column - both]
                  - factorials[count - row - column + both];
          sum += term(both, row, column) * Math.exp(chance);
        }
      }
    }
    return sum;
  }
}
