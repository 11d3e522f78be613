// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.RankCorrelation;
import org.lyceum.metric.Spearman;

/**
 * Semantic textual similarity, mteb's STS: are pairs ordered as people order them?
 *
 * <p>{@code pearson} and {@code spearman} are of the model's own similarity; the others of cosine
 * and of minus the Manhattan and the Euclidean distance. The main one is {@code cosine_spearman},
 * whatever the model's own is.
 *
 * @param own how the model says that its vectors are compared
 */
public record SemanticSimilarity(Similarity own) {
  private static final List<Similarity> OTHERS =
      List.of(Similarity.COSINE, Similarity.MANHATTAN, Similarity.EUCLIDEAN);

  /**
   * {@return the measures; units are pairs}
   *
   * @param first one vector of each pair
   * @param second the other
   * @param gold how alike people found each pair, finite; 2 pairs or more
   */
  public Outcome of(List<float[]> first, List<float[]> second, double[] gold) {
    Vectors.requireAlike("first texts", first, "second texts", second);
    Vectors.requireCount("second texts", first.size(), second.size());
    Vectors.requireCount("gold scores", first.size(), gold.length);
    var measures = new LinkedHashMap<String, Double>();
    double[] scores = scores(own, first, second);
    measures.put("pearson", Pearson.of(scores, gold));
    measures.put("spearman", Spearman.of(scores, gold));
    for (var other : OTHERS) {
      scores = scores(other, first, second);
      measures.put(other.label() + "_pearson", Pearson.of(scores, gold));
      measures.put(other.label() + "_spearman", Spearman.of(scores, gold));
    }
    var evidence = new RankCorrelation(scores(Similarity.COSINE, first, second), gold);
    return new Outcome(measures, "cosine_spearman", evidence);
  }

  /** The similarity of each pair. */
  static double[] scores(Similarity similarity, List<float[]> first, List<float[]> second) {
    return IntStream.range(0, first.size())
        .parallel()
        .mapToDouble(i -> similarity.of(first.get(i), second.get(i)))
        .toArray();
  }
}
