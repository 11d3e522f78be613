// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.learner.Best;
import org.lyceum.learner.Panel;

/**
 * The nearest documents by cosine, without an index: every query meets every document, and results
 * are the same to the last bit everywhere.
 */
final class ExactSearch {
  private static final int QUERIES = 64; // that meet a panel before the next one is fetched

  private final int width;
  private final int count;
  private final Panel[] panels;

  /** Takes documents; among equal scores an earlier one is nearer. */
  ExactSearch(List<float[]> documents) {
    count = documents.size();
    width = documents.isEmpty() ? 0 : documents.getFirst().length;
    panels = Panel.of(UnitVectors.of(documents));
  }

  /**
   * The indices of the {@code k} nearest documents of each query, nearest first. Runs on all cores,
   * or in the fork-join pool of the caller.
   */
  int[][] nearest(List<float[]> queries, int k) {
    var unit = UnitVectors.of(queries);
    unit.forEach(this::requireWidth);
    int[][] found = new int[queries.size()][];
    IntStream.range(0, (unit.size() + QUERIES - 1) / QUERIES)
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * QUERIES;
              var some = unit.subList(from, Math.min(unit.size(), from + QUERIES));
              var best = search(some, Math.min(k, count));
              for (int i = 0; i < best.length; i++) {
                found[from + i] = best[i].indices();
              }
            });
    return found;
  }

  private Best[] search(List<float[]> queries, int k) {
    var best = IntStream.range(0, queries.size()).mapToObj(i -> new Best(k)).toArray(Best[]::new);
    float[] scores = new float[Panel.SIZE];
    for (int p = 0; p < panels.length; p++) {
      for (int i = 0; i < best.length; i++) {
        panels[p].dots(queries.get(i), scores);
        for (int j = 0; j < panels[p].count(); j++) {
          best[i].offer(scores[j], p * Panel.SIZE + j);
        }
      }
    }
    return best;
  }

  private void requireWidth(float[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "vectors must have the width of the documents, %d, got %d"
              .formatted(width, vector.length));
    }
  }
}
