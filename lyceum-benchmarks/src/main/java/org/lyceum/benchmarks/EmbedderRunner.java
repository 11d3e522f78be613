// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.OnnxEmbedder;

/**
 * Lyceum itself.
 *
 * @param name the name in the table
 * @param embedder does the work
 * @param work its operations from those of the shared model; null for none
 */
record EmbedderRunner(String name, Embedder embedder, UnaryOperator<@Nullable TextFlops> work)
    implements Runner {
  EmbedderRunner(String name, Embedder embedder) {
    this(name, embedder, usual -> usual);
  }

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
  public @Nullable TextFlops flops(TextFlops usual) {
    return work.apply(usual);
  }

  @Override
  public void close() {
    embedder.close();
  }
}
