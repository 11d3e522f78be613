// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

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
record Cut(int full, int kept, boolean normalize) {
  /** As wide as the model says. */
  static final int MODEL_WIDTH = 0;

  /** The cut of a model to a width that is asked for, or {@link #MODEL_WIDTH}. */
  static Cut of(ModelSpec spec, int asked) {
    return of(spec.width(), spec.use().truncateDim(), spec.normalizes(), asked);
  }

  /** The cut of vectors to a width that is asked for, where the model may name its own. */
  static Cut of(int full, @Nullable Integer own, boolean normalizes, int asked) {
    int kept =
        asked != MODEL_WIDTH ? asked : own == null ? full : Math.min(own, full);
    if (kept > full) {
      throw new IllegalArgumentException(
          "truncate-dim must be at most the model's width %d, got %d".formatted(full, kept));
    }
    return new Cut(full, kept, normalizes && kept < full);
  }

  /** The same model's whole vectors. */
  Cut whole() {
    return new Cut(full, full, false);
  }

  /** Takes over the array if nothing is cut. */
  float[] apply(float[] vector) {
    float[] result = kept == vector.length ? vector : Arrays.copyOf(vector, kept);
    if (normalize) {
      normalize(result);
    }
    return result;
  }

  /** The same for vectors of a batch, (B, D). */
  Tensor apply(Tensor vectors) {
    Tensor first = vectors.narrow(1, 0, kept);
    return normalize ? first.normalize() : first;
  }

  /** Scales to length 1; a vector of zeros stays. */
  static void normalize(float[] vector) {
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
