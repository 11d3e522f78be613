// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;

/** The loss of a logistic regression and its slope, over all weights in one row. */
final class LogisticLoss implements Lbfgs.Function {
  private final double[][] examples; // (N, D + 1), the last column is 1
  private final double[][] coordinates; // (D + 1, N)
  private final int[] targets; // index of the class of each example
  private final double penalty;
  private final double[][] scores; // (hyperplanes, N); later the slopes of the loss in them

  LogisticLoss(double[][] examples, int[] targets, int classes, double c) {
    this.examples = examples;
    this.targets = targets;
    coordinates = Rows.transposed(examples);
    penalty = 1 / (c * examples.length);
    scores = new double[classes == 2 ? 1 : classes][examples.length];
  }

  /** The number of weights. */
  int parameters() {
    return scores.length * coordinates.length;
  }

  @Override
  public double at(double[] point, double[] gradient) {
    int row = coordinates.length;
    for (int k = 0; k < scores.length; k++) {
      Arrays.fill(scores[k], 0);
      Rows.combine(Arrays.copyOfRange(point, k * row, (k + 1) * row), coordinates, scores[k]);
    }
    double loss = (scores.length == 1 ? binary() : multinomial()) / targets.length;
    double squares = 0;
    for (int k = 0; k < scores.length; k++) {
      double[] slope = new double[row];
      Rows.combine(scores[k], examples, slope);
      for (int d = 0; d < row; d++) {
        double weight = d < row - 1 ? point[k * row + d] : 0; // not the intercept
        gradient[k * row + d] = slope[d] / targets.length + penalty * weight;
        squares += weight * weight;
      }
    }
    return loss + penalty * squares / 2;
  }

  /** The sum of the losses; scores become slopes. */
  private double binary() {
    double sum = 0;
    double[] row = scores[0];
    for (int i = 0; i < row.length; i++) {
      double score = row[i];
      double tail = Math.log1p(Math.exp(-Math.abs(score)));
      sum += Math.max(score, 0) + tail - targets[i] * score;
      row[i] = 1 / (1 + Math.exp(-score)) - targets[i];
    }
    return sum;
  }

  private double multinomial() {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double[] row : scores) {
        largest = Math.max(largest, row[i]);
      }
      double target = scores[targets[i]][i];
      double total = 0;
      for (double[] row : scores) {
        row[i] = Math.exp(row[i] - largest);
        total += row[i];
      }
      for (double[] row : scores) {
        row[i] /= total;
      }
      scores[targets[i]][i] -= 1;
      sum += largest + Math.log(total) - target;
    }
    return sum;
  }

  /** The weights as hyperplanes. */
  LinearClassifier classifier(int[] classes, double[] weights) {
    int width = coordinates.length - 1;
    double[][] coefficients = new double[scores.length][];
    double[] intercepts = new double[scores.length];
    for (int k = 0; k < scores.length; k++) {
      int from = k * (width + 1);
      coefficients[k] = Arrays.copyOfRange(weights, from, from + width);
      intercepts[k] = weights[from + width];
    }
    return new LinearClassifier(classes, coefficients, intercepts);
  }
}
