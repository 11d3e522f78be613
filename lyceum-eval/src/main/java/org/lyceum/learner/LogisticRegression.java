// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;
import java.util.List;

/**
 * Multinomial logistic regression with a penalty on the squares of the weights, as scikit-learn has
 * it with its solver "lbfgs".
 *
 * <p>{@code loss = 1/n (sum_i -log p(label_i) + |w|^2 / (2 C))}. Intercepts are not penalized. Two
 * classes share one hyperplane.
 *
 * @param c {@code C}, positive; smaller is a stronger penalty
 * @param maxIterations most steps, 1 or more
 * @param tolerance stops when no derivative of the loss is larger; 0 or more
 */
public record LogisticRegression(double c, int maxIterations, double tolerance) {
  /** {@code C} 1 and 100 steps at most, the default of scikit-learn and mteb. */
  public static final LogisticRegression USUAL = new LogisticRegression(1, 100, 1e-4);

  /** Checks the settings. */
  public LogisticRegression {
    if (!(c > 0 && Double.isFinite(c)) || maxIterations < 1 || !(tolerance >= 0)) {
      throw new IllegalArgumentException(
          ("C must be positive and finite, the iterations 1 or more and the tolerance 0 or more, "
                  + "got %s, %d and %s")
              .formatted(c, maxIterations, tolerance));
    }
  }

  /**
   * {@return what was learned}
   *
   * @param vectors finite, of one width
   * @param labels one for each vector; two different ones or more
   */
  public LinearClassifier fit(List<float[]> vectors, int[] labels) {
    if (vectors.size() != labels.length) {
      throw new IllegalArgumentException(
          "each vector must have a label, got %d vectors and %d labels"
              .formatted(vectors.size(), labels.length));
    }
    int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
    if (classes.length < 2) {
      throw new IllegalArgumentException(
          "the labels must be of two classes or more, got only %s"
              .formatted(Arrays.toString(classes)));
    }
    int[] targets =
        Arrays.stream(labels).map(label -> Arrays.binarySearch(classes, label)).toArray();
    var loss = new LogisticLoss(Rows.withOnes(vectors), targets, classes.length, c);
    double[] weights =
        new Lbfgs(maxIterations, tolerance).minimize(loss, new double[loss.parameters()]);
    return loss.classifier(classes, weights);
  }
}
