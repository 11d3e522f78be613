// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores beside labels of yes and no; as scikit-learn counts. Examples of equal score are never
 * separated: a threshold takes all of them or none, so their order does not matter.
 */
public final class BinaryRanking {
  private final List<Cut> cuts; // by threshold, highest first
  private final int positives;
  private final int negatives;

  /** What lies at a threshold and above. */
  private record Cut(double threshold, int positives, int negatives) {}

  /**
   * A point of the curve of precision and recall.
   *
   * @param threshold the least score that is taken for a yes
   * @param precision the share of the taken that are a yes
   * @param recall the share of all yes that are taken
   */
  public record PrecisionRecall(double threshold, double precision, double recall) {
    /** {@return the harmonic mean of precision and recall; 0 where both are} */
    public double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /**
   * A point of the receiver operating characteristic.
   *
   * @param falsePositives the share of all no that are taken
   * @param truePositives the share of all yes that are taken
   */
  public record Rates(double falsePositives, double truePositives) {}

  private BinaryRanking(List<Cut> cuts) {
    this.cuts = cuts;
    positives = cuts.getLast().positives();
    negatives = cuts.getLast().negatives();
  }

  /**
   * {@return the ranking}
   *
   * @param scores finite, higher is more likely a yes
   * @param labels true is a yes; as many, and one or more of them true
   */
  public static BinaryRanking of(double[] scores, boolean[] labels) {
    check(scores, labels);
    var order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .toList();
    var cuts = new ArrayList<Cut>();
    int positives = 0;
    for (int taken = 1; taken <= scores.length; taken++) {
      int last = order.get(taken - 1);
      positives += labels[last] ? 1 : 0;
      if (taken == scores.length || scores[order.get(taken)] != scores[last]) {
        cuts.add(new Cut(scores[last], positives, taken - positives));
      }
    }
    return new BinaryRanking(cuts);
  }

  /**
   * {@return for each example the share of those of the other label that it is on the right side
   * of, equal scores counted half; the mean of those of either label is {@link #rocAuc}; NaN where
   * there are none of the other label}
   *
   * @param scores finite, higher is more likely a yes
   * @param labels true is a yes; as many, and one or more of them true
   */
  public static double[] each(double[] scores, boolean[] labels) {
    check(scores, labels);
    var yes = IntStream.range(0, labels.length).filter(i -> labels[i]).toArray();
    var no = IntStream.range(0, labels.length).filter(i -> !labels[i]).toArray();
    double[] among = Ranks.average(scores);
    double[] each = new double[scores.length];
    for (var own : List.of(yes, no)) {
      double[] ranks = Ranks.average(IntStream.of(own).mapToDouble(i -> scores[i]).toArray());
      for (int i = 0; i < own.length; i++) {
        double below = (among[own[i]] - ranks[i]) / (scores.length - own.length); // of the others
        each[own[i]] = labels[own[i]] ? below : 1 - below;
      }
    }
    return each;
  }

  private static void check(double[] scores, boolean[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          "there must be as many labels as scores, got %d for %d"
              .formatted(labels.length, scores.length));
    }
    boolean positive = false;
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new NoScoreException(
            "scores must be finite, got %s at index %d".formatted(scores[i], i));
      }
      positive |= labels[i];
    }
    if (!positive) {
      throw new IllegalArgumentException(
          "one or more of the labels must be true, got none of %d".formatted(labels.length));
    }
  }

  /**
   * {@return the mean precision at each yes, from 0 to 1: {@code sum_n (R_n - R_(n-1)) P_n} over
   * the thresholds, without interpolation}
   */
  public double averagePrecision() {
    double sum = 0;
    int before = 0;
    for (var cut : cuts) {
      sum += (cut.positives() - before) / (double) positives * precision(cut);
      before = cut.positives();
    }
    return sum;
  }

  /**
   * {@return the chance that a yes scores above a no, where equal scores count half; NaN where
   * there is no no}
   */
  public double rocAuc() {
    double area = 0;
    var before = new Cut(Double.POSITIVE_INFINITY, 0, 0);
    for (var cut : cuts) {
      double height = (cut.positives() + before.positives()) / 2.0;
      area += (cut.negatives() - before.negatives()) * height;
      before = cut;
    }
    return area / ((double) positives * negatives);
  }

  /** {@return the point of the highest F1; of several, that of the lowest threshold} */
  public PrecisionRecall bestF1() {
    var best = new PrecisionRecall(Double.NaN, 0, 0);
    for (var point : precisionRecall()) {
      best = point.f1() > best.f1() ? point : best;
    }
    return best;
  }

  /** {@return a point for each different score, lowest threshold first} */
  public List<PrecisionRecall> precisionRecall() {
    return cuts.reversed().stream()
        .map(
            cut ->
                new PrecisionRecall(
                    cut.threshold(), precision(cut), cut.positives() / (double) positives))
        .toList();
  }

  /**
   * {@return the curve from (0, 0) to (1, 1) without the points that lie inside of a straight
   * piece; false positive rates are NaN where there is no no}
   */
  public List<Rates> roc() {
    var points = new ArrayList<Rates>();
    points.add(rates(new Cut(Double.POSITIVE_INFINITY, 0, 0)));
    for (int i = 0; i < cuts.size(); i++) {
      if (i == 0 || i == cuts.size() - 1 || isBend(i)) {
        points.add(rates(cuts.get(i)));
      }
    }
    return points;
  }

  /** Whether the step to a cut is not the step from it. */
  private boolean isBend(int index) {
    var before = cuts.get(index - 1);
    var cut = cuts.get(index);
    var after = cuts.get(index + 1);
    return after.positives() - cut.positives() != cut.positives() - before.positives()
        || after.negatives() - cut.negatives() != cut.negatives() - before.negatives();
  }

  private Rates rates(Cut cut) {
    return new Rates(cut.negatives() / (double) negatives, cut.positives() / (double) positives);
  }

  private static double precision(Cut cut) {
    return cut.positives() / ((double) cut.positives() + cut.negatives());
  }
}
