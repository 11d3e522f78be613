// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.text.TokenIds;

/** One batch of an 8-bit graph as it is put together here, with whatever padding it takes. */
public final class PaddedBatch {
  private PaddedBatch() {}

  /** The vector of the first text; the last is the longest. */
  public static float[] first(ModelFolder folder, List<TokenIds> texts) {
    int length = texts.getLast().length();
    try (var graph = EncoderGraphs.open(folder, GraphPrecision.INT8)) {
      var batch = new TokenMatrix();
      batch.fill(PooledTokens.behind(0, texts), length, 0);
      float[] vector = new float[graph.width()];
      graph.run(batch, texts.size(), length).get(vector);
      return vector;
    }
  }
}
