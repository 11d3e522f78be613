// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest documents by cosine, without an index: every query meets every document.
 *
 * <p>Documents lie in blocks, turned on their side, so that the inner loop runs over the documents
 * of a block, which the compiler vectorizes, and a block stays in the cache for many queries. Each
 * dot product is summed in the order of the coordinates, whatever the number of threads: equal
 * documents get equal scores, and results are the same to the last bit everywhere.
 */
final class ExactSearch {
  private static final int BLOCK = 128;
  private static final int QUERIES = 64; // that meet a block before the next one is fetched

  private final int width;
  private final int count;
  private final float[][] blocks; // each (D, BLOCK), row by row

  /** Takes documents; among equal scores an earlier one is nearer. */
  ExactSearch(List<float[]> documents) {
    count = documents.size();
    width = documents.isEmpty() ? 0 : documents.getFirst().length;
    var unit = UnitVectors.of(documents);
    blocks =
        IntStream.range(0, (count + BLOCK - 1) / BLOCK)
            .parallel()
            .mapToObj(b -> sideways(unit, b * BLOCK))
            .toArray(float[][]::new);
  }

  private float[] sideways(List<float[]> documents, int from) {
    var block = new float[width * BLOCK];
    for (int j = 0; j < Math.min(BLOCK, count - from); j++) {
      float[] document = documents.get(from + j);
      requireWidth(document);
      for (int d = 0; d < width; d++) {
        block[d * BLOCK + j] = document[d];
      }
    }
    return block;
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
    float[] scores = new float[BLOCK];
    for (int b = 0; b < blocks.length; b++) {
      int from = b * BLOCK;
      int inBlock = Math.min(BLOCK, count - from);
      for (int i = 0; i < best.length; i++) {
        multiply(queries.get(i), blocks[b], scores);
        for (int j = 0; j < inBlock; j++) {
          best[i].offer(scores[j], from + j);
        }
      }
    }
    return best;
  }

  /** Scores of a query against a block; four coordinates a pass, added one after the other. */
  private static void multiply(float[] query, float[] block, float[] scores) {
    Arrays.fill(scores, 0);
    int d = 0;
    for (; d + 4 <= query.length; d += 4) {
      float q0 = query[d];
      float q1 = query[d + 1];
      float q2 = query[d + 2];
      float q3 = query[d + 3];
      int at = d * BLOCK;
      for (int j = 0; j < BLOCK; j++) {
        scores[j] =
            scores[j]
                + q0 * block[at + j]
                + q1 * block[at + BLOCK + j]
                + q2 * block[at + 2 * BLOCK + j]
                + q3 * block[at + 3 * BLOCK + j];
      }
    }
    for (; d < query.length; d++) {
      for (int j = 0; j < BLOCK; j++) {
        scores[j] += query[d] * block[d * BLOCK + j];
      }
    }
  }

  private void requireWidth(float[] vector) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "vectors must have the width of the documents, %d, got %d"
              .formatted(width, vector.length));
    }
  }

  /** The best scores so far, in order. */
  private static final class Best {
    private final float[] scores;
    private final int[] indices;
    private int size;

    Best(int k) {
      scores = new float[k];
      indices = new int[k];
    }

    /** Takes a score if it is better than the worst kept; indices come in rising order. */
    void offer(float score, int index) {
      if (size == scores.length && (size == 0 || score <= scores[size - 1])) {
        return;
      }
      int at = size < scores.length ? size++ : size - 1;
      for (; at > 0 && score > scores[at - 1]; at--) {
        scores[at] = scores[at - 1];
        indices[at] = indices[at - 1];
      }
      scores[at] = score;
      indices[at] = index;
    }

    int[] indices() {
      return Arrays.copyOf(indices, size);
    }
  }
}
