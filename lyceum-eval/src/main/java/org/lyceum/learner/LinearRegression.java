// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of coordinates and an intercept that predict a number.
 *
 * <p>{@link #fit} finds the weights of least squared error and, where several are as good, the
 * shortest of them, by conjugate gradients from zero: no matrix is inverted, and vectors may be
 * fewer than coordinates.
 *
 * @param weights one for each coordinate
 * @param intercept what a vector of zeros gets
 * @see <a href="https://doi.org/10.6028/jres.049.044">Hestenes and Stiefel 1952</a>, section 10
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record LinearRegression(double[] weights, double intercept) {
  private static final int MOST_STEPS = 10_000;
  private static final double PRECISION = 1e-12;

  /**
   * {@return the prediction for a vector}
   *
   * @param vector as wide as the weights
   */
  public double predict(float[] vector) {
    if (vector.length != weights.length) {
      throw new IllegalArgumentException(
          "a vector must have the width of the training, %d, got %d"
              .formatted(weights.length, vector.length));
    }
    double sum = intercept;
    for (int d = 0; d < weights.length; d++) {
      sum += weights[d] * vector[d];
    }
    return sum;
  }

  /**
   * {@return what was learned}
   *
   * @param vectors finite, of one width, 1 or more
   * @param values what is to be predicted, finite, one for each vector
   */
  public static LinearRegression fit(List<float[]> vectors, double[] values) {
    if (vectors.isEmpty() || vectors.size() != values.length) {
      throw new IllegalArgumentException(
          "there must be vectors and a value for each, got %d vectors and %d values"
              .formatted(vectors.size(), values.length));
    }
    double[][] rows = Rows.withOnes(vectors);
    double[] means = new double[rows[0].length];
    double[] ones = new double[rows.length];
    Arrays.fill(ones, 1.0 / rows.length);
    Rows.combine(ones, rows, means);
    for (double[] row : rows) {
      for (int d = 0; d < row.length; d++) {
        row[d] -= means[d]; // the last column becomes 0
      }
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double[] centered = Arrays.stream(values).map(value -> value - mean).toArray();
    double[] weights = solve(rows, centered);
    double intercept = mean - dot(weights, means);
    return new LinearRegression(Arrays.copyOf(weights, weights.length - 1), intercept);
  }

  private static double[] solve(double[][] rows, double[] values) {
    double[][] columns = Rows.transposed(rows);
    double[] weights = new double[columns.length];
    double[] residual = values.clone();
    double[] slope = new double[columns.length];
    Rows.combine(residual, rows, slope);
    double[] direction = slope.clone();
    double size = dot(slope, slope);
    double enough = PRECISION * PRECISION * size;
    for (int step = 0; step < MOST_STEPS && size > enough; step++) {
      double[] image = new double[rows.length];
      Rows.combine(direction, columns, image);
      double length = size / dot(image, image);
      add(weights, length, direction);
      add(residual, -length, image);
      Arrays.fill(slope, 0);
      Rows.combine(residual, rows, slope);
      double next = dot(slope, slope);
      for (int d = 0; d < direction.length; d++) {
        direction[d] = slope[d] + next / size * direction[d];
      }
      size = next;
    }
    weights[weights.length - 1] = 0;
    return weights;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] values) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }
}
