// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures of predicted classes, as scikit-learn computes them: a precision or recall of nothing is
 * 0, and classes are those that occur as truth or prediction.
 */
public final class ClassMeasures {
  private final int[] classes;
  private final int[] truths; // how often each class is the truth
  private final int[] predictions; // how often it is predicted
  private final int[] hits; // how often both
  private final int count;

  /**
   * Counts.
   *
   * @param truth the class of each example; 1 example or more
   * @param predicted what was said of the same examples
   */
  public ClassMeasures(int[] truth, int[] predicted) {
    if (truth.length == 0 || truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "there must be a class or more and as many predictions, got %d and %d"
              .formatted(truth.length, predicted.length));
    }
    count = truth.length;
    classes =
        IntStream.concat(Arrays.stream(truth), Arrays.stream(predicted))
            .sorted()
            .distinct()
            .toArray();
    truths = new int[classes.length];
    predictions = new int[classes.length];
    hits = new int[classes.length];
    for (int i = 0; i < count; i++) {
      int is = Arrays.binarySearch(classes, truth[i]);
      truths[is]++;
      predictions[Arrays.binarySearch(classes, predicted[i])]++;
      hits[is] += truth[i] == predicted[i] ? 1 : 0;
    }
  }

  /** All of them by mteb's names, those of average precision excepted. */
  Map<String, Double> all() {
    var measures = new LinkedHashMap<String, Double>();
    measures.put("accuracy", accuracy());
    measures.put("f1", macro(this::f1));
    measures.put("f1_weighted", weighted(this::f1));
    measures.put("precision", macro(this::precision));
    measures.put("precision_weighted", weighted(this::precision));
    measures.put("recall", macro(this::recall));
    measures.put("recall_weighted", weighted(this::recall));
    return measures;
  }

  /** {@return the share of right predictions, from 0 to 1} */
  public double accuracy() {
    return IntStream.of(hits).sum() / (double) count;
  }

  /** The precision of a class. */
  double precision(int c) {
    return share(hits[c], predictions[c]);
  }

  /** The recall of a class. */
  double recall(int c) {
    return share(hits[c], truths[c]);
  }

  /**
   * {@return the F1 of a class, from 0 to 1}
   *
   * @param c position of the class among those that occur, in ascending order
   */
  public double f1(int c) {
    return share(2 * hits[c], predictions[c] + truths[c]);
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : part / (double) of;
  }

  /** A measure of a class. */
  @FunctionalInterface
  public interface OfClass {
    /**
     * {@return the measure, from 0 to 1}
     *
     * @param c position of the class among those that occur, in ascending order
     */
    double of(int c);
  }

  /**
   * {@return the mean over classes}
   *
   * @param measure of a class
   */
  public double macro(OfClass measure) {
    double sum = 0;
    for (int c = 0; c < classes.length; c++) {
      sum += measure.of(c);
    }
    return sum / classes.length;
  }

  /**
   * {@return the mean over classes, each as often as it is the truth}
   *
   * @param measure of a class
   */
  public double weighted(OfClass measure) {
    double sum = 0;
    for (int c = 0; c < classes.length; c++) {
      sum += truths[c] * measure.of(c);
    }
    return sum / count;
  }
}
