// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The thresholds on a score that separate yes from no best, as sentence-transformers 6 finds them:
 * equal scores are never separated, and all may be accepted. A threshold lies half-way to the next
 * score that is not accepted; where all are accepted it is the last score itself. Of equally good
 * ones the strictest is taken.
 */
public final class BestThresholds {
  private final List<Cut> cuts; // strictest first
  private final int count;
  private final int positives; // to be found, among the scores or not
  private final double strictest; // accepts nothing

  /** What is accepted up to a score. */
  private record Cut(double threshold, int accepted, int hits) {
    private double precision() {
      return hits / (double) accepted;
    }
  }

  /**
   * The best accuracy.
   *
   * @param value share of right answers, from 0 to 1
   * @param threshold at which it is reached
   */
  public record Accuracy(double value, double threshold) {}

  /**
   * The best F1; all are 0 where there is no yes.
   *
   * @param value harmonic mean of precision and recall, from 0 to 1
   * @param precision share of the accepted that are a yes
   * @param recall share of all yes that are accepted
   * @param threshold at which it is reached
   */
  public record F1(double value, double precision, double recall, double threshold) {}

  /**
   * Sorts scores.
   *
   * @param scores finite, one or more
   * @param labels true is a yes; as many
   * @param higherIsSimilar whether a high score speaks for a yes; it does not where it is a
   *     distance
   */
  public BestThresholds(double[] scores, boolean[] labels, boolean higherIsSimilar) {
    this(scores, labels, higherIsSimilar, count(labels));
  }

  /** Some of the yes may have no score at all. */
  BestThresholds(double[] scores, boolean[] labels, boolean higherIsSimilar, int positives) {
    Comparisons.requireFinite("scores", scores);
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "there must be as many labels as scores, got %d for %d"
              .formatted(labels.length, scores.length));
    }
    this.positives = positives;
    count = scores.length;
    int sign = higherIsSimilar ? -1 : 1;
    var order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sign * scores[i]))
            .toList();
    strictest = Math.nextAfter(scores[order.getFirst()], -sign * Double.POSITIVE_INFINITY);
    cuts = cuts(scores, labels, order);
  }

  private static List<Cut> cuts(double[] scores, boolean[] labels, List<Integer> order) {
    var cuts = new ArrayList<Cut>();
    int hits = 0;
    for (int accepted = 1; accepted <= order.size(); accepted++) {
      int last = order.get(accepted - 1);
      hits += labels[last] ? 1 : 0;
      double next = scores[order.get(Math.min(accepted, order.size() - 1))];
      if (accepted == order.size() || next != scores[last]) {
        cuts.add(new Cut(between(scores[last], next), accepted, hits));
      }
    }
    return cuts;
  }

  /** Half-way, unless rounding makes that the score that is not accepted. */
  private static double between(double accepted, double next) {
    double middle = (accepted + next) / 2;
    return middle == next ? accepted : middle;
  }

  /** The six measures that are reported of them, by their names, in this order. */
  Map<String, Double> measures() {
    var accuracy = accuracy();
    var f1 = f1();
    var measures = new LinkedHashMap<String, Double>();
    measures.put("accuracy", accuracy.value());
    measures.put("accuracy_threshold", accuracy.threshold());
    measures.put("f1", f1.value());
    measures.put("f1_threshold", f1.threshold());
    measures.put("precision", f1.precision());
    measures.put("recall", f1.recall());
    return measures;
  }

  static int count(boolean[] labels) {
    int count = 0;
    for (boolean label : labels) {
      count += label ? 1 : 0;
    }
    return count;
  }

  /** {@return the best share of right answers, that of accepting nothing included} */
  public Accuracy accuracy() {
    int negatives = count - positives;
    int most = negatives;
    double threshold = strictest;
    for (var cut : cuts) {
      int right = cut.hits + negatives - (cut.accepted - cut.hits);
      if (right > most) {
        most = right;
        threshold = cut.threshold;
      }
    }
    return new Accuracy(most / (double) count, threshold);
  }

  /** {@return the best F1} */
  public F1 f1() {
    var best = new F1(0, 0, 0, 0);
    for (var cut : cuts) {
      double f1 = 2.0 * cut.hits / (cut.accepted + positives);
      if (f1 > best.value) {
        best = new F1(f1, cut.precision(), cut.hits / (double) positives, cut.threshold);
      }
    }
    return best;
  }

  /**
   * {@return the mean precision at each yes, from 0 to 1, where those that have no score count 0;
   * as scikit-learn's {@code average_precision_score}, 0 where there is no yes}
   */
  public double averagePrecision() {
    double sum = 0;
    int before = 0;
    for (var cut : cuts) {
      sum += (cut.hits - before) * cut.precision();
      before = cut.hits;
    }
    return positives == 0 ? 0 : sum / positives;
  }
}
