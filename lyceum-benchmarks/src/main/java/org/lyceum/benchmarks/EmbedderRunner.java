// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.OnnxEmbedder;

/**
 * Lyceum itself.
 *
 * @param name the name in the table
 * @param embedder does the work
 */
record EmbedderRunner(String name, Embedder embedder) implements Runner {
  @Override
  public List<float[]> embed(List<String> texts) {
    return embedder.embed(texts).rows();
  }

  @Override
  public double padding(List<String> texts) {
    if (!(embedder instanceof OnnxEmbedder encoder)) {
      return 0;
    }
    var before = encoder.work();
    embed(texts);
    return encoder.work().since(before).padding();
  }

  @Override
  public void close() {
    embedder.close();
  }
}
