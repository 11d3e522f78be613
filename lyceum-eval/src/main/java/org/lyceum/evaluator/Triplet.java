// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;

/**
 * {@code TripletEvaluator}: is the positive nearer to the anchor than the negative is?
 *
 * <p>{@code S_accuracy} is the share of triplets with {@code S(anchor, positive) > S(anchor,
 * negative) + margin}, distances negated; of several similarities {@code max_accuracy} is the best.
 * The main measure is that of the main similarity, else of the only one, else {@code max_accuracy}.
 *
 * @param similarities what is reported, each once
 * @param margins by similarity, finite; 0 for those that are absent
 * @param main the main similarity, one of those; where there is none, the best counts
 */
public record Triplet(
    List<Similarity> similarities, Map<Similarity, Double> margins, @Nullable Similarity main) {
  /** Checks the settings. */
  public Triplet {
    similarities = Comparisons.require(similarities, main);
    margins = Map.copyOf(margins);
    margins.forEach(
        (similarity, margin) -> {
          if (!Double.isFinite(margin)) {
            throw new IllegalArgumentException(
                "a margin must be finite, got %s for %s".formatted(margin, similarity));
          }
        });
  }

  /**
   * Asks for no margin.
   *
   * @param similarities what is reported
   */
  public Triplet(List<Similarity> similarities) {
    this(similarities, Map.of(), null);
  }

  /**
   * {@return the same with one margin for all similarities}
   *
   * @param margin finite
   */
  public Triplet margin(double margin) {
    var margins = new LinkedHashMap<Similarity, Double>();
    similarities.forEach(similarity -> margins.put(similarity, margin));
    return new Triplet(similarities, margins, main);
  }

  /**
   * {@return the measures; units are triplets}
   *
   * @param anchors one vector of each triplet
   * @param positives what should be near to the anchor
   * @param negatives what should be farther away
   */
  public Outcome of(List<float[]> anchors, List<float[]> positives, List<float[]> negatives) {
    Comparisons.requirePairs("anchors", anchors, "positives", positives);
    Comparisons.requirePairs("anchors", anchors, "negatives", negatives);
    var measures = new LinkedHashMap<String, Double>();
    var right = new LinkedHashMap<Similarity, double[]>();
    for (var similarity : similarities) {
      double[] near = Comparisons.of(similarity, anchors, positives);
      double[] far = Comparisons.of(similarity, anchors, negatives);
      double margin = margins.getOrDefault(similarity, 0.0);
      double[] each =
          IntStream.range(0, near.length)
              .mapToDouble(i -> near[i] > far[i] + margin ? 1 : 0)
              .toArray();
      right.put(similarity, each);
      measures.put(similarity.label() + "_accuracy", mean(each, all(each.length)));
    }
    if (similarities.size() > 1) {
      measures.put(
          "max_accuracy",
          measures.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
    var counted =
        right.entrySet().stream()
            .filter(each -> main == null || each.getKey() == main)
            .map(Map.Entry::getValue)
            .toList();
    return new Outcome(
        measures,
        mainName() + "_accuracy",
        new Redrawn(
            anchors.size(),
            units -> counted.stream().mapToDouble(each -> mean(each, units)).max().orElseThrow()));
  }

  private String mainName() {
    if (main != null) {
      return main.label();
    }
    return similarities.size() > 1 ? "max" : similarities.getFirst().label();
  }

  private static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static double mean(double[] values, int[] units) {
    return IntStream.of(units).mapToDouble(unit -> values[unit]).average().orElseThrow();
  }
}
