// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.List;

/** Rows of a matrix in double precision, and sums of them. */
final class Rows {
  private Rows() {}

  /** Copies of vectors, each with a 1 behind it that an intercept is the weight of. */
  static double[][] withOnes(List<float[]> vectors) {
    int width = vectors.getFirst().length;
    double[][] rows = new double[vectors.size()][width + 1];
    for (int i = 0; i < rows.length; i++) {
      float[] vector = vectors.get(i);
      if (vector.length != width) {
        throw new IllegalArgumentException(
            "vectors must have one width, got %d and %d".formatted(width, vector.length));
      }
      for (int d = 0; d < width; d++) {
        rows[i][d] = vector[d];
      }
      rows[i][width] = 1;
    }
    return rows;
  }

  /** Columns as rows. */
  static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = rows[i][d];
      }
    }
    return columns;
  }

  /**
   * Adds rows, each times its weight, to a sum; four a pass, so that the sum is read less often.
   */
  static void combine(double[] weights, double[][] rows, double[] sum) {
    int r = 0;
    for (; r + 4 <= rows.length; r += 4) {
      combine(weights, r, rows, sum);
    }
    for (; r < rows.length; r++) {
      double weight = weights[r];
      double[] row = rows[r];
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weight * row[j];
      }
    }
  }

  private static void combine(double[] weights, int r, double[][] rows, double[] sum) {
    double w0 = weights[r];
    double w1 = weights[r + 1];
    double w2 = weights[r + 2];
    double w3 = weights[r + 3];
    double[] a = rows[r];
    double[] b = rows[r + 1];
    double[] c = rows[r + 2];
    double[] d = rows[r + 3];
    for (int j = 0; j < sum.length; j++) {
      sum[j] += w0 * a[j] + w1 * b[j] + w2 * c[j] + w3 * d[j];
    }
  }
}
