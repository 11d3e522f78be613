// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

/**
 * What a logistic regression learned: a hyperplane for each class, or a single one for two classes,
 * on whose positive side the second lies.
 *
 * @param classes their labels, ascending
 * @param coefficients {@code (classes, D)}, or {@code (1, D)} for two classes
 * @param intercepts one for each row of the coefficients
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record LinearClassifier(int[] classes, double[][] coefficients, double[] intercepts) {
  /**
   * {@return the label of the likeliest class; of equally likely ones the first}
   *
   * @param vector of width {@code D}
   */
  public int predict(float[] vector) {
    double[] scores = scores(vector);
    if (scores.length == 1) {
      return classes[scores[0] > 0 ? 1 : 0];
    }
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return classes[best];
  }

  /**
   * {@return the probability of each class, in the order of the classes}
   *
   * @param vector of width {@code D}
   */
  public double[] probabilities(float[] vector) {
    double[] scores = scores(vector);
    if (scores.length == 1) {
      double second = 1 / (1 + Math.exp(-scores[0]));
      return new double[] {1 - second, second};
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  /**
   * {@return how far on the positive side of each hyperplane a vector lies}
   *
   * @param vector of width {@code D}
   */
  public double[] scores(float[] vector) {
    double[] scores = intercepts.clone();
    for (int c = 0; c < scores.length; c++) {
      double[] row = coefficients[c];
      if (row.length != vector.length) {
        throw new IllegalArgumentException(
            "a vector must have the width of the training, %d, got %d"
                .formatted(row.length, vector.length));
      }
      for (int d = 0; d < row.length; d++) {
        scores[c] += row[d] * vector[d];
      }
    }
    return scores;
  }
}
