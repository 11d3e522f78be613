// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.Best;
import org.lyceum.protocol.VectorSearch;

/**
 * The most similar pairs of a collection, most similar first.
 *
 * @param pairs each once
 * @param scores their cosines
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record MinedPairs(List<Pair> pairs, double[] scores) {
  /** Two of the collection by their indices, the lower one first. */
  record Pair(int first, int second) {
    static Pair of(int one, int other) {
      return new Pair(Math.min(one, other), Math.max(one, other));
    }
  }

  /** A vector's nearest others; of equally near ones those of the lower index. */
  private record Neighbors(int[] indices, float[] cosines) {
    private static Neighbors of(int own, float[] cosines, int count) {
      var best = new Best(Math.min(count, cosines.length - 1));
      for (int i = 0; i < cosines.length; i++) {
        if (i != own) {
          best.offer(cosines[i], i);
        }
      }
      int[] indices = best.indices();
      float[] kept = new float[indices.length];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = cosines[indices[i]];
      }
      return new Neighbors(indices, kept);
    }
  }

  /** Pairs each vector with its nearest others and keeps the most similar pairs. */
  static MinedPairs of(List<float[]> vectors, int topK, int maxPairs) {
    var neighbors = new Neighbors[vectors.size()];
    new VectorSearch(Similarity.COSINE, vectors)
        .each(vectors, (query, cosines) -> neighbors[query] = Neighbors.of(query, cosines, topK));
    var scores = new HashMap<Pair, Float>();
    for (int i = 0; i < neighbors.length; i++) {
      for (int n = 0; n < neighbors[i].indices.length; n++) {
        scores.putIfAbsent(Pair.of(i, neighbors[i].indices[n]), neighbors[i].cosines[n]);
      }
    }
    var sorted = new ArrayList<>(scores.entrySet());
    sorted.sort(
        Map.Entry.<Pair, Float>comparingByValue(Comparator.reverseOrder())
            .thenComparing(
                Map.Entry.comparingByKey(
                    Comparator.comparingInt(Pair::first).thenComparingInt(Pair::second))));
    var kept = sorted.subList(0, Math.min(maxPairs, sorted.size()));
    return new MinedPairs(
        kept.stream().map(Map.Entry::getKey).toList(),
        kept.stream().mapToDouble(Map.Entry::getValue).toArray());
  }
}
