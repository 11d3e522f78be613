// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.folder.Golden;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** A folder whose graph is of the weights before they were trained on. */
class VouchedGraphTest {
  private static final List<String> TEXTS = List.of("a small dog", "nothing");

  @TempDir Path temporary;
  private Path model;

  @BeforeEach
  void trainOn() {
    model = temporary.resolve("model");
    try (var read = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      ModelFolderWriter.write(ModelContent.of(read), model);
    }
    Path file = model.resolve("model.safetensors");
    var weights = InMemoryWeights.copyOf(Safetensors.open(file));
    float[] shifts = weights.floats("encoder.layer.0.output.LayerNorm.bias");
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] += i % 3;
    }
    Safetensors.write(file, weights, Map.of());
  }

  private List<float[]> vectors() {
    try (var embedder = Embedders.open(model.toString())) {
      return embedder.embed(TEXTS).rows();
    }
  }

  private void assertVectors(List<float[]> wanted) {
    var found = vectors();
    for (int i = 0; i < wanted.size(); i++) {
      Close.assertClose(TEXTS.get(i), found.get(i), wanted.get(i));
    }
  }

  @Test
  void isNotRunWhereNothingVouchesForIt() {
    var old = vectors();
    TestFolders.delete(model.resolve(Golden.FILE));
    var trained = vectors();
    assertThat(Close.difference(trained.getFirst(), old.getFirst(), new long[0]))
        .isGreaterThan(0.1);
    TestFolders.delete(model.resolve("onnx/model.onnx"));
    assertVectors(trained);
  }

  @Test
  void isRunWhereGoldenVectorsAreThoseThatItGives() {
    var old = vectors();
    TestFolders.delete(model.resolve("model.safetensors"));
    assertVectors(old);
    TestFolders.delete(model.resolve(Golden.FILE));
    assertVectors(old); // there are no other weights
  }
}
