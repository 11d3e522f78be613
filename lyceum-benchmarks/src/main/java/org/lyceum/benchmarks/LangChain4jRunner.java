// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.List;

/** LangChain4j's in-process model, as its users call it: all texts at once, default threads. */
final class LangChain4jRunner implements Runner {
  private final AllMiniLmL6V2EmbeddingModel model = new AllMiniLmL6V2EmbeddingModel();

  @Override
  public String name() {
    return BenchRunner.LANGCHAIN4J.label();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var segments = texts.stream().map(TextSegment::from).toList();
    return model.embedAll(segments).content().stream().map(vector -> vector.vector()).toList();
  }

  /** None: it computes text by text. */
  @Override
  public double padding(List<String> texts) {
    return 0;
  }

  @Override
  public void close() {}
}
