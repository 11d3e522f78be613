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
final class ClassMeasures {
  private final int[] classes;
  private final int[] truths; // how often each class is the truth
  private final int[] predictions; // how often it is predicted
  private final int[] hits; // how often both
  private final int count;

  ClassMeasures(int[] truth, int[] predicted) {
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

  /** The share of right predictions. */
  double accuracy() {
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

  /** The F1 of a class. */
  double f1(int c) {
    return share(2 * hits[c], predictions[c] + truths[c]);
  }

  private static double share(int part, int of) {
    return of == 0 ? 0 : part / (double) of;
  }

  /** A measure of a class. */
  @FunctionalInterface
  interface OfClass {
    double of(int c);
  }

  /** The mean over classes. */
  double macro(OfClass measure) {
    double sum = 0;
    for (int c = 0; c < classes.length; c++) {
      sum += measure.of(c);
    }
    return sum / classes.length;
  }

  /** The mean over classes, each as often as it is the truth. */
  double weighted(OfClass measure) {
    double sum = 0;
    for (int c = 0; c < classes.length; c++) {
      sum += truths[c] * measure.of(c);
    }
    return sum / count;
  }
}
