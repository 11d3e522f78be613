// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** How near vectors are to each other. */
final class Cosine {
  private Cosine() {}

  /** {@return the mean cosine of vectors at the same place} */
  static double mean(List<float[]> left, List<float[]> right) {
    return IntStream.range(0, left.size())
        .mapToDouble(i -> of(left.get(i), right.get(i)))
        .average()
        .orElseThrow();
  }

  private static double of(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return dot / Math.sqrt(aa * bb);
  }
}
