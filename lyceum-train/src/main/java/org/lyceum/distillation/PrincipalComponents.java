// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/**
 * The directions in which vectors differ most.
 *
 * @param mean of the vectors, {@code (D)}
 * @param components unit vectors {@code (K, D)}, the direction of the largest variance first; the
 *     largest coordinate of each is positive
 * @param variances along each component, {@code (K)}, falling
 */
@SuppressWarnings("ArrayRecordComponent") // numbers of one fit, read only
public record PrincipalComponents(double[] mean, double[][] components, double[] variances) {
  /**
   * {@return all components of some vectors}
   *
   * @param vectors {@code (N, D)}, two or more
   */
  public static PrincipalComponents of(float[][] vectors) {
    if (vectors.length < 2) {
      throw new IllegalArgumentException(
          "principal components need 2 or more vectors, got %d".formatted(vectors.length));
    }
    double[] mean = mean(vectors);
    var eigen = new EigenDecomposition(MatrixUtils.createRealMatrix(covariance(vectors, mean)));
    int width = mean.length;
    double[][] components = new double[width][];
    double[] variances = new double[width];
    for (int i = 0; i < width; i++) {
      components[i] = signed(eigen.getEigenvector(i).toArray());
      variances[i] = Math.max(0, eigen.getRealEigenvalue(i));
    }
    return new PrincipalComponents(mean, components, variances);
  }

  private static double[] mean(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / (double) vectors.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(float[][] vectors, double[] mean) {
    int width = mean.length;
    double[] centered = new double[vectors.length * width];
    for (int row = 0; row < vectors.length; row++) {
      for (int i = 0; i < width; i++) {
        centered[row * width + i] = vectors[row][i] - mean[i];
      }
    }
    double[] flat;
    try (var scope = Scope.open("covariance")) {
      var x = Torch.tensor(centered, vectors.length, width); // (N, D)
      flat = x.transpose().matmul(x).div(vectors.length - 1).doubles(); // (D, D)
    }
    double[][] rows = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        rows[i][j] = 0.5 * (flat[i * width + j] + flat[j * width + i]); // exactly symmetric
      }
    }
    return rows;
  }

  private static double[] signed(double[] component) {
    double largest = 0;
    for (double value : component) {
      if (Math.abs(value) > Math.abs(largest)) {
        largest = value;
      }
    }
    if (largest < 0) {
      for (int i = 0; i < component.length; i++) {
        component[i] = -component[i];
      }
    }
    return component;
  }

  /**
   * {@return how many components keep a share of the variance}
   *
   * @param share 0 to 1
   */
  public int dimensionsFor(double share) {
    double total = 0;
    for (double variance : variances) {
      total += variance;
    }
    double kept = 0;
    int count = 0;
    while (count < variances.length && kept <= share * total) {
      kept += variances[count++];
    }
    return count;
  }

  /**
   * {@return a vector along the first components}
   *
   * @param vector {@code (D)}
   * @param width how many components, at most {@code K}
   * @param centered whether the mean is taken away first
   * @throws IllegalArgumentException if the vector has another width than the components
   */
  public float[] project(float[] vector, int width, boolean centered) {
    if (vector.length != mean.length) {
      throw new IllegalArgumentException(
          "the components are of vectors of width %d, got %d"
              .formatted(mean.length, vector.length));
    }
    float[] projected = new float[width];
    for (int k = 0; k < width; k++) {
      double sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += (centered ? vector[i] - mean[i] : vector[i]) * components[k][i];
      }
      projected[k] = (float) sum;
    }
    return projected;
  }
}
