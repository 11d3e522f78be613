// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.LinkedHashMap;
import java.util.List;
import org.lyceum.protocol.ClassMeasures;
import org.lyceum.protocol.Outcome;

/**
 * {@code CrossEncoderClassificationEvaluator}: does a cross-encoder tell classes of pairs apart?
 */
public final class CrossEncoderClassification {
  private CrossEncoderClassification() {}

  /**
   * {@return the measures of one score a pair: accuracy and F1 at their {@link BestThresholds},
   * those thresholds, precision and recall at that of F1, and {@code average_precision}, the main
   * one; units are pairs}
   *
   * @param scores finite, higher is more likely a yes
   * @param labels true is a yes; as many, one or more of them true
   */
  public static Outcome of(double[] scores, boolean[] labels) {
    var best = new BestThresholds(scores, labels, true);
    if (BestThresholds.count(labels) == 0) {
      throw new IllegalArgumentException(
          "one or more of the labels must be true, got none of %d".formatted(labels.length));
    }
    var measures = best.measures();
    measures.put("average_precision", best.averagePrecision());
    double[] keptScores = scores.clone();
    boolean[] kept = labels.clone();
    return new Outcome(
        measures,
        "average_precision",
        new Redrawn(
            kept.length,
            units ->
                new BestThresholds(Redrawn.some(keptScores, units), Redrawn.some(kept, units), true)
                    .averagePrecision()));
  }

  /**
   * {@return the measures of one score a class: {@code f1_macro}, the main one, {@code f1_micro}
   * and {@code f1_weighted} of the class with the highest score, of equal ones the first; classes
   * are those that occur as truth or prediction; units are pairs}
   *
   * @param scores one for each class, finite
   * @param labels the right class of each pair, from 0
   */
  public static Outcome of(List<float[]> scores, int[] labels) {
    int[] predicted = LabelAccuracy.predicted(scores, labels);
    int[] truth = labels.clone();
    var all = new ClassMeasures(truth, predicted);
    var measures = new LinkedHashMap<String, Double>();
    measures.put("f1_macro", all.macro(all::f1));
    measures.put("f1_micro", all.accuracy()); // the same where each pair has one class
    measures.put("f1_weighted", all.weighted(all::f1));
    return new Outcome(
        measures, "f1_macro", new Redrawn(truth.length, units -> macro(truth, predicted, units)));
  }

  private static double macro(int[] truth, int[] predicted, int[] units) {
    var some = new ClassMeasures(Redrawn.some(truth, units), Redrawn.some(predicted, units));
    return some.macro(some::f1);
  }
}
