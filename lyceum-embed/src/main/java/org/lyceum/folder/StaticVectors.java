// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import org.lyceum.encoder.StaticTable;
import org.lyceum.head.HeadModule;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.Weights;

/** The vectors of a static table: means of rows. Slow and simple, to check what was written. */
final class StaticVectors {
  private StaticVectors() {}

  static List<float[]> of(ModelSpec spec, Weights weights, List<TokenIds> texts) {
    if (spec.modules().stream().anyMatch(m -> !(m instanceof HeadModule.Normalize))) {
      throw new IllegalArgumentException(
          "a static table may be followed by Normalize only, got " + spec.modules());
    }
    float[] table = weights.floats(StaticTable.NAME);
    return texts.stream().map(text -> vector(spec, table, text.ids())).toList();
  }

  private static float[] vector(ModelSpec spec, float[] table, int[] ids) {
    int width = spec.backbone().width();
    double[] sum = new double[width];
    for (int id : ids) {
      for (int i = 0; i < width; i++) {
        sum[i] += table[id * width + i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    double divisor = spec.normalizes() ? Math.sqrt(squares) : ids.length;
    float[] vector = new float[width];
    for (int i = 0; i < width && divisor > 0; i++) {
      vector[i] = (float) (sum[i] / divisor);
    }
    return vector;
  }
}
