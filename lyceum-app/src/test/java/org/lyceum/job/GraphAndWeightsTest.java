// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.FolderCopy;
import org.lyceum.embed.GraphExport;
import org.lyceum.embed.ModelFolder;
import org.lyceum.tensor.DataException;

class GraphAndWeightsTest {
  private static final List<String> TEXTS =
      List.of("the student answers", "a question about light and time", "x");

  @TempDir Path folder;

  /** Of a copy of one model with the graph of another. */
  private AbstractThrowableAssert<?, ? extends Throwable> asserted(String weights, String graph) {
    var both = folder.resolve("both");
    FolderCopy.write(
        GoldenFiles.path("folders/old/" + weights),
        both,
        copy -> {
          copy.resolve("onnx").toFile().mkdir();
          try (var other = ModelFolder.open(GoldenFiles.path("folders/old/" + graph))) {
            GraphExport.write(other.spec(), other.weights(), copy.resolve("onnx/model.onnx"));
          }
        });
    try (var embedder = Embedders.open(both.toString())) {
      return assertThatCode(
          () -> GraphAndWeights.requireSame(embedder, () -> ModelFolder.open(both), TEXTS));
    }
  }

  @Test
  void acceptsAGraphOfTheSameWeights() {
    asserted("bert-cls", "bert-cls").doesNotThrowAnyException();
  }

  @Test
  void refusesAGraphOfAnotherModel() {
    asserted("bert-cls", "bert-mean")
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its graph and its weights must give the same vectors")
        .hasMessageContaining("'the student answers'");
  }
}
