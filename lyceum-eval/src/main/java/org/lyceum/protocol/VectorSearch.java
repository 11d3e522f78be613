// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.Panel;

/**
 * Similarities of a vector to all of a collection, in single precision. Equal vectors have equal
 * similarities.
 */
public final class VectorSearch {
  private static final int GROUP = 32;

  private final Similarity similarity;
  private final Panel[] panels;
  private final int count;

  /**
   * Prepares a collection.
   *
   * @param similarity how vectors are compared
   * @param vectors the collection, of one width
   */
  public VectorSearch(Similarity similarity, List<float[]> vectors) {
    this.similarity = similarity;
    count = vectors.size();
    panels = Panel.of(vectors.stream().map(this::prepared).toList());
  }

  /**
   * Does something with the similarities of each query, in parallel; queries in groups, so that a
   * panel that was fetched meets many of them.
   *
   * @param queries of the same width
   * @param use is called once for each query, by any thread
   */
  public void each(List<float[]> queries, Use use) {
    IntStream.range(0, (queries.size() + GROUP - 1) / GROUP)
        .parallel()
        .forEach(
            group -> {
              int from = group * GROUP;
              int to = Math.min(queries.size(), from + GROUP);
              float[][] found = similarities(queries.subList(from, to));
              for (int i = from; i < to; i++) {
                use.take(i, found[i - from]);
              }
            });
  }

  /** What becomes of the similarities of a query to each vector of the collection. */
  @FunctionalInterface
  public interface Use {
    /**
     * Takes the similarities of a query.
     *
     * @param query its index
     * @param similarities to each vector of the collection, larger is more; the callee may keep it
     */
    void take(int query, float[] similarities);
  }

  private float[][] similarities(List<float[]> queries) {
    var prepared = queries.stream().map(this::prepared).toList();
    float[][] found = new float[queries.size()][count];
    float[] some = new float[Panel.SIZE];
    for (int p = 0; p < panels.length; p++) {
      for (int i = 0; i < found.length; i++) {
        compare(prepared.get(i), panels[p], some);
        for (int j = 0; j < panels[p].count(); j++) {
          found[i][p * Panel.SIZE + j] = finished(some[j]);
        }
      }
    }
    return found;
  }

  private void compare(float[] query, Panel panel, float[] into) {
    switch (similarity) {
      case COSINE, DOT -> panel.dots(query, into);
      case EUCLIDEAN -> panel.squaredDistances(query, into);
      case MANHATTAN -> panel.absoluteDistances(query, into);
    }
  }

  /**
   * {@return the index of the most similar vector for each query; of equally similar ones the
   * first}
   *
   * @param queries of the same width
   */
  public int[] nearest(List<float[]> queries) {
    int[] nearest = new int[queries.size()];
    each(queries, (query, similarities) -> nearest[query] = largest(similarities));
    return nearest;
  }

  /**
   * {@return the index of the largest value; of equal ones the first}
   *
   * @param values one or more, none NaN
   */
  public static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private float finished(float value) {
    return switch (similarity) {
      case COSINE, DOT -> value;
      case EUCLIDEAN -> (float) -Math.sqrt(value);
      case MANHATTAN -> -value;
    };
  }

  private float[] prepared(float[] vector) {
    return similarity == Similarity.COSINE ? unit(vector) : vector;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double factor = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int d = 0; d < unit.length; d++) {
      unit[d] = (float) (vector[d] * factor);
    }
    return unit;
  }
}
