// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.VectorSearch;
import org.lyceum.protocol.Vectors;

/** {@code LabelAccuracyEvaluator}: how often the class with the highest score is the right one. */
public final class LabelAccuracy {
  private LabelAccuracy() {}

  /**
   * {@return {@code accuracy}; units are examples}
   *
   * @param scores one for each class, finite; of equal ones the first counts
   * @param labels the right class of each example, from 0
   */
  public static Outcome of(List<float[]> scores, int[] labels) {
    int[] predicted = predicted(scores, labels);
    double[] right =
        IntStream.range(0, labels.length)
            .mapToDouble(i -> predicted[i] == labels[i] ? 1 : 0)
            .toArray();
    var evidence = new Evidence.Mean(right);
    return new Outcome(Map.of("accuracy", evidence.score()), "accuracy", evidence);
  }

  /** The class with the highest score of each example, after the checks. */
  static int[] predicted(List<float[]> scores, int[] labels) {
    Vectors.require("scores", scores);
    if (scores.size() != labels.length) {
      throw new IllegalArgumentException(
          "there must be as many labels as examples, got %d for %d"
              .formatted(labels.length, scores.size()));
    }
    int classes = scores.getFirst().length;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels must lie in 0..%d, since there are %d scores an example, got %d at index %d"
                .formatted(classes - 1, classes, labels[i], i));
      }
    }
    return scores.stream().mapToInt(VectorSearch::largest).toArray();
  }
}
