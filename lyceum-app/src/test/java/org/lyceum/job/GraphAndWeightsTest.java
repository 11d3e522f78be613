// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.FolderCopy;
import org.lyceum.embed.GraphExport;
import org.lyceum.embed.ModelFolder;
import org.lyceum.tensor.DataException;

class GraphAndWeightsTest {
  private static final List<String> TEXTS =
      List.of("the student answers", "a question about light and time", "x");

  @TempDir Path folder;

  private static Path golden(String name) {
    var committed = Path.of("../lyceum-embed/src/test/resources/golden");
    var named = System.getenv("LYCEUM_GOLDEN");
    var found =
        Stream.of(named == null ? committed : Path.of(named), committed)
            .map(root -> root.resolve(name))
            .filter(Files::exists)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "skipped: there is no golden " + name);
    return found.orElseThrow();
  }

  /** Of a copy of one model with the graph of another. */
  private AbstractThrowableAssert<?, ? extends Throwable> asserted(String weights, String graph) {
    var both = folder.resolve("both");
    FolderCopy.write(
        golden("folders/old/" + weights),
        both,
        copy -> {
          copy.resolve("onnx").toFile().mkdir();
          try (var other = ModelFolder.open(golden("folders/old/" + graph))) {
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
