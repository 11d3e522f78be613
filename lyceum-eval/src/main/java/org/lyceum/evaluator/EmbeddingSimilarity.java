// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.RankCorrelation;
import org.lyceum.metric.Spearman;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Vectors;

/**
 * {@code EmbeddingSimilarityEvaluator}: are pairs ordered as people order them?
 *
 * <p>{@code pearson_S} and {@code spearman_S} for each similarity {@code S}; of several, {@code
 * ..._max} is the best, chosen on the same pairs. The main measure is the Spearman correlation of
 * the main similarity, else the only one, else {@code spearman_max}.
 *
 * @param similarities what is reported, each once; distances are negated
 * @param precision in which vectors are compared
 * @param width first coordinates that are kept, 1 or more, before all else; more than there are
 *     keep all
 * @param main the main similarity, one of those; where there is none, the best counts
 */
public record EmbeddingSimilarity(
    List<Similarity> similarities,
    VectorPrecision precision,
    int width,
    @Nullable Similarity main) {
  /** Checks the settings. */
  public EmbeddingSimilarity {
    similarities = Comparisons.require(similarities, main);
    Comparisons.requirePositive("the width", width);
  }

  /**
   * Compares whole vectors as they are.
   *
   * @param similarities what is reported
   */
  public EmbeddingSimilarity(List<Similarity> similarities) {
    this(similarities, VectorPrecision.AS_THEY_ARE, Comparisons.WHOLE, null);
  }

  /**
   * {@return the same in another precision}
   *
   * @param other the precision
   */
  public EmbeddingSimilarity in(VectorPrecision other) {
    return new EmbeddingSimilarity(similarities, other, width, main);
  }

  /**
   * {@return the same of the first coordinates}
   *
   * @param kept how many, 1 or more
   */
  public EmbeddingSimilarity cutTo(int kept) {
    return new EmbeddingSimilarity(similarities, precision, kept, main);
  }

  /**
   * {@return the same with a main similarity}
   *
   * @param similarity one of those that are reported
   */
  public EmbeddingSimilarity mainly(Similarity similarity) {
    return new EmbeddingSimilarity(similarities, precision, width, similarity);
  }

  /**
   * {@return the measures; units are pairs}
   *
   * @param first one vector of each pair
   * @param second the other
   * @param gold how alike people found each pair, finite; 2 pairs or more
   */
  public Outcome of(List<float[]> first, List<float[]> second, double[] gold) {
    Comparisons.requirePairs("first vectors", first, "second vectors", second);
    Vectors.requireCount("gold scores", first.size(), gold.length);
    var both = precision.of(Comparisons.cut(first, width), Comparisons.cut(second, width));
    var scores =
        similarities.stream()
            .map(similarity -> Comparisons.of(similarity, both.getFirst(), both.getLast()))
            .toList();
    var measures = new LinkedHashMap<String, Double>();
    for (int i = 0; i < scores.size(); i++) {
      String name = similarities.get(i).label();
      measures.put("pearson_" + name, Pearson.of(scores.get(i), gold));
      measures.put("spearman_" + name, Spearman.of(scores.get(i), gold));
    }
    if (similarities.size() > 1) {
      measures.put("pearson_max", best(measures, "pearson_"));
      measures.put("spearman_max", best(measures, "spearman_"));
    }
    var counted = main == null ? scores : List.of(scores.get(similarities.indexOf(main)));
    var correlations = counted.stream().map(each -> new RankCorrelation(each, gold)).toList();
    return new Outcome(
        measures,
        "spearman_" + mainName(),
        new Redrawn(gold.length, units -> best(correlations, units)));
  }

  private String mainName() {
    if (main != null) {
      return main.label();
    }
    return similarities.size() > 1 ? "max" : similarities.getFirst().label();
  }

  private double best(LinkedHashMap<String, Double> measures, String prefix) {
    return similarities.stream()
        .mapToDouble(similarity -> measures.getOrDefault(prefix + similarity.label(), Double.NaN))
        .reduce(Math::max)
        .orElseThrow();
  }

  private static double best(List<RankCorrelation> correlations, int[] units) {
    return correlations.stream()
        .mapToDouble(each -> each.score(units))
        .reduce(Math::max)
        .orElseThrow();
  }
}
