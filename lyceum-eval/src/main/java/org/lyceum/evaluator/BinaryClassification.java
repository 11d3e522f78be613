// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Vectors;

/**
 * {@code BinaryClassificationEvaluator}: does a threshold on the similarity tell pairs that belong
 * together from others?
 *
 * <p>For each similarity {@code S} there are {@code S_accuracy} and {@code S_f1} at their {@link
 * BestThresholds}, which stand beside them, precision, recall and Matthews' correlation at the
 * threshold of F1, and average precision; of several, {@code max_...} is the largest of each,
 * thresholds too. The threshold of a distance is a distance. The main measure is {@code max_ap}, or
 * {@code S_ap} of the only similarity.
 *
 * @param similarities what is reported, each once
 */
public record BinaryClassification(List<Similarity> similarities) {
  /** Checks the similarities. */
  public BinaryClassification {
    similarities = Comparisons.require(similarities, null);
  }

  /**
   * {@return the measures; units are pairs}
   *
   * @param first one vector of each pair
   * @param second the other
   * @param labels whether a pair belongs together; one or more must
   */
  public Outcome of(List<float[]> first, List<float[]> second, boolean[] labels) {
    Comparisons.requirePairs("first vectors", first, "second vectors", second);
    Vectors.requireCount("labels", first.size(), labels.length);
    if (BestThresholds.count(labels) == 0) {
      throw new IllegalArgumentException(
          "one or more of the pairs must belong together, got none of %d".formatted(labels.length));
    }
    var scored =
        similarities.stream().map(similarity -> Scored.of(similarity, first, second)).toList();
    var measures = new LinkedHashMap<String, Double>();
    var largest = new LinkedHashMap<String, Double>();
    for (var each : scored) {
      each.measures(labels)
          .forEach(
              (name, value) -> {
                measures.put(each.similarity.label() + "_" + name, value);
                largest.merge("max_" + name, value, Math::max);
              });
    }
    if (similarities.size() > 1) {
      measures.putAll(largest);
    }
    String main = similarities.size() > 1 ? "max" : similarities.getFirst().label();
    boolean[] kept = labels.clone();
    return new Outcome(
        measures,
        main + "_ap",
        new Redrawn(labels.length, units -> bestPrecision(scored, kept, units)));
  }

  private static double bestPrecision(List<Scored> scored, boolean[] labels, int[] units) {
    boolean[] some = Redrawn.some(labels, units);
    return scored.stream()
        .mapToDouble(
            each ->
                new BestThresholds(Redrawn.some(each.scores, units), some, each.higherIsSimilar())
                    .averagePrecision())
        .max()
        .orElseThrow();
  }

  /** Scores of pairs: similarities, or distances. */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record Scored(Similarity similarity, double[] scores) {
    private static Scored of(Similarity similarity, List<float[]> first, List<float[]> second) {
      double[] similarities = Comparisons.of(similarity, first, second);
      boolean higher = isHigherSimilar(similarity);
      return new Scored(
          similarity, DoubleStream.of(similarities).map(s -> higher ? s : -s).toArray());
    }

    private static boolean isHigherSimilar(Similarity similarity) {
      return switch (similarity) {
        case COSINE, DOT -> true;
        case EUCLIDEAN, MANHATTAN -> false;
      };
    }

    private boolean higherIsSimilar() {
      return isHigherSimilar(similarity);
    }

    private Map<String, Double> measures(boolean[] labels) {
      var best = new BestThresholds(scores, labels, higherIsSimilar());
      var measures = best.measures();
      measures.put("ap", best.averagePrecision());
      measures.put("mcc", matthews(labels, best.f1().threshold()));
      return measures;
    }

    /** Matthews' correlation of labels and what a threshold accepts; 0 where one is constant. */
    private double matthews(boolean[] labels, double threshold) {
      double[][] counts = new double[2][2]; // by label and by what is accepted
      for (int i = 0; i < labels.length; i++) {
        boolean accepted = higherIsSimilar() ? scores[i] >= threshold : scores[i] <= threshold;
        counts[labels[i] ? 1 : 0][accepted ? 1 : 0]++;
      }
      double labeled = (counts[1][0] + counts[1][1]) * (counts[0][0] + counts[0][1]);
      double taken = (counts[0][1] + counts[1][1]) * (counts[0][0] + counts[1][0]);
      double covariance = counts[1][1] * counts[0][0] - counts[0][1] * counts[1][0];
      return labeled * taken == 0 ? 0 : covariance / Math.sqrt(labeled * taken);
    }
  }
}
