// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.List;
import org.lyceum.embed.Similarity;
import org.lyceum.learner.Panel;

/**
 * Similarities of a vector to all of a collection, in single precision. Equal vectors have equal
 * similarities.
 */
final class VectorSearch {
  private final Similarity similarity;
  private final Panel[] panels;
  private final int count;

  VectorSearch(Similarity similarity, List<float[]> vectors) {
    this.similarity = similarity;
    count = vectors.size();
    panels = Panel.of(vectors.stream().map(this::prepared).toList());
  }

  /** To each vector of the collection. */
  float[] similarities(float[] query) {
    float[] prepared = prepared(query);
    float[] found = new float[count];
    float[] some = new float[Panel.SIZE];
    for (int p = 0; p < panels.length; p++) {
      switch (similarity) {
        case COSINE, DOT -> panels[p].dots(prepared, some);
        case EUCLIDEAN -> panels[p].squaredDistances(prepared, some);
        case MANHATTAN -> panels[p].absoluteDistances(prepared, some);
      }
      for (int j = 0; j < panels[p].count(); j++) {
        found[p * Panel.SIZE + j] = finished(some[j]);
      }
    }
    return found;
  }

  /** The index of the most similar vector; of equally similar ones the first. */
  int nearest(float[] query) {
    float[] similarities = similarities(query);
    int best = 0;
    for (int i = 1; i < similarities.length; i++) {
      best = similarities[i] > similarities[best] ? i : best;
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
