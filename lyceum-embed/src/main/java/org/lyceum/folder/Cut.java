// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * The first coordinates of vectors. Where a model's vectors have length 1, the cut ones have it
 * again.
 *
 * @param full width of the model's vectors
 * @param kept width that is kept
 * @param normalize whether to scale to length 1
 */
public record Cut(int full, int kept, boolean normalize) {
  /** As wide as the model says. */
  public static final int MODEL_WIDTH = 0;

  /**
   * {@return the cut of a model's vectors}
   *
   * @param spec what the model is
   * @param asked coordinates that are asked for, or {@link #MODEL_WIDTH}
   * @throws IllegalArgumentException if the model's vectors are narrower
   */
  public static Cut of(ModelSpec spec, int asked) {
    return of(spec.width(), spec.use().truncateDim(), spec.normalizes(), asked);
  }

  /**
   * {@return the cut of vectors}
   *
   * @param full their width
   * @param own the width that the model names, or null
   * @param normalizes whether they have length 1
   * @param asked coordinates that are asked for, or {@link #MODEL_WIDTH}
   * @throws IllegalArgumentException if the vectors are narrower
   */
  public static Cut of(int full, @Nullable Integer own, boolean normalizes, int asked) {
    int kept = asked != MODEL_WIDTH ? asked : own == null ? full : Math.min(own, full);
    if (kept > full) {
      throw new IllegalArgumentException(
          "truncate-dim must be at most the model's width %d, got %d".formatted(full, kept));
    }
    return new Cut(full, kept, normalizes && kept < full);
  }

  /** {@return the same model's whole vectors} */
  public Cut whole() {
    return new Cut(full, full, false);
  }

  /**
   * {@return the cut vector, which is the array itself if nothing is cut}
   *
   * @param vector of the full width
   */
  public float[] apply(float[] vector) {
    float[] result = kept == vector.length ? vector : Arrays.copyOf(vector, kept);
    if (normalize) {
      normalize(result);
    }
    return result;
  }

  /**
   * {@return the same for vectors of a batch, {@code (B, kept)}}
   *
   * @param vectors {@code (B, full)}
   */
  public Tensor apply(Tensor vectors) {
    Tensor first = vectors.narrow(1, 0, kept);
    return normalize ? first.normalize() : first;
  }

  /**
   * Scales to length 1; a vector of zeros stays.
   *
   * @param vector is changed
   */
  public static void normalize(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      float factor = (float) (1 / Math.sqrt(squares));
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= factor;
      }
    }
  }
}
