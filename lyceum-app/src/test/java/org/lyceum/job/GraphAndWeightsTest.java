// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DataException;

class GraphAndWeightsTest {
  private static final List<String> TEXTS =
      List.of("the student answers", "a question about light and time", "x");

  @TempDir Path folder;

  /** Of a model whose graph says that it was made from its files, whatever they are now. */
  private AbstractThrowableAssert<?, ? extends Throwable> asserted(Consumer<Path> change) {
    var both = folder.resolve("both");
    try (var golden = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      ModelFolderWriter.write(ModelContent.of(golden), both);
    }
    change.accept(both.resolve("model.safetensors"));
    try (var changed = ModelFolder.open(both)) {
      var graph = changed.graph().orElseThrow();
      changed.graphStamp().on(OnnxModel.open(graph)).write(graph);
    }
    try (var embedder = Embedders.open(both.toString())) {
      return assertThatCode(
          () -> GraphAndWeights.requireSame(embedder, () -> ModelFolder.open(both), TEXTS));
    }
  }

  @Test
  void acceptsAGraphOfTheSameWeights() {
    asserted(weights -> {}).doesNotThrowAnyException();
  }

  @Test
  void refusesAGraphOfOtherWeights() {
    asserted(GraphAndWeightsTest::train)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its graph and its weights must give the same vectors")
        .hasMessageContaining("'the student answers'");
  }

  /** Changes the first thousand weights of a file, and nothing else. */
  private static void train(Path weights) {
    try {
      byte[] bytes = Files.readAllBytes(weights);
      var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int first = Math.toIntExact(Long.BYTES + buffer.getLong(0));
      for (int at = first; at < first + 4_000; at += Float.BYTES) {
        buffer.putFloat(at, 1.1f * buffer.getFloat(at));
      }
      Files.write(weights, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
