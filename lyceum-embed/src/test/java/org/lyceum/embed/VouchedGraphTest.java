// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.Golden;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.StatedPooling;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** A folder whose graph is as it was written, and other files are not. */
class VouchedGraphTest {
  private static final List<String> TEXTS = List.of("a small dog", "nothing");
  private static final String GRAPH = "onnx/model.onnx";
  private static final String POOLING = "1_Pooling/config.json";

  @TempDir Path temporary;
  private Path model;

  @BeforeEach
  void write() {
    model = temporary.resolve("model");
    try (var read = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      ModelFolderWriter.write(ModelContent.of(read), model);
    }
  }

  private void trainOn() {
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

  private void poolByMean() {
    var pooling = JsonFile.read(model.resolve(POOLING)).object().deepCopy();
    pooling.put("pooling_mode_cls_token", false).put("pooling_mode_mean_tokens", true);
    try {
      Files.writeString(model.resolve(POOLING), pooling.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Path> vouched() {
    try (var folder = ModelFolder.open(model)) {
      return folder.vouchedGraph();
    }
  }

  @Test
  void isRunWhereItIsOfTheFilesOfTheFolder() {
    assertThat(vouched()).contains(model.resolve(GRAPH));
    assertThat(vouchedOfCopy()).isPresent();
  }

  private Optional<Path> vouchedOfCopy() {
    try (var folder = ModelFolder.open(TestFolders.copy(model, temporary.resolve("copy")))) {
      return folder.vouchedGraph();
    }
  }

  @Test
  void isNotRunWhereTheWeightsWereTrainedOn() {
    var old = vectors();
    trainOn();
    assertThat(vouched()).isEmpty();
    // the golden vectors are compared with those of the weights, not with those of the graph
    assertThatThrownBy(this::vectors)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(Golden.FILE);
    TestFolders.delete(model.resolve(Golden.FILE));
    var trained = vectors();
    assertThat(Close.difference(trained.getFirst(), old.getFirst(), new long[0]))
        .isGreaterThan(0.1);
    TestFolders.delete(model.resolve(GRAPH));
    assertVectors(trained);
  }

  @Test
  void isNotRunWhereThePoolingIsAnother() {
    var old = vectors();
    poolByMean();
    assertThatThrownBy(this::vectors)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(Golden.FILE);
    TestFolders.delete(model.resolve(Golden.FILE));
    var mean = vectors();
    assertThat(Close.difference(mean.getFirst(), old.getFirst(), new long[0])).isGreaterThan(0.01);
    TestFolders.delete(model.resolve("model.safetensors"));
    assertVectors(mean); // the weights are those of the graph, the pooling is the folder's
  }

  @Test
  void isNotRunWhereItHasNoStamp() {
    var graph = OnnxModel.open(model.resolve(GRAPH));
    new OnnxModel(
            graph.irVersion(),
            graph.producer(),
            graph.opsets(),
            graph.graph(),
            Map.of(),
            graph.rest())
        .write(model.resolve(GRAPH));
    assertThat(vouched()).isEmpty();
    vectors(); // the golden ones are those of the weights
  }

  @Test
  void isRunWhereTheWeightsAreNowhereElse() {
    var old = vectors();
    trainOn();
    TestFolders.delete(model.resolve("model.safetensors"));
    assertThat(vouched()).isPresent();
    assertVectors(old);
    TestFolders.delete(model.resolve(Golden.FILE));
    assertVectors(old);
  }

  @Test
  void isNotRunWhereThePoolingIsStated() {
    TestFolders.delete(model.resolve(POOLING));
    TestFolders.delete(model.resolve("modules.json"));
    TestFolders.delete(model.resolve(Golden.FILE));
    var mean = new StatedPooling(new Pooling.MeanPooling(), true);
    var cls = new StatedPooling(new Pooling.ClsPooling(), true);
    float[] byMean = stated(mean);
    assertThat(Close.difference(byMean, stated(cls), new long[0])).isGreaterThan(0.01);
    TestFolders.delete(model.resolve("model.safetensors"));
    Close.assertClose("from the graph's weights", stated(mean), byMean);
  }

  private float[] stated(StatedPooling pooling) {
    try (var folder = ModelFolder.open(model, pooling);
        var embedder = Embedders.open(folder, EmbedderOptions.DEFAULT.threads(1))) {
      assertThat(folder.vouchedGraph()).isEmpty();
      return embedder.embed(TEXTS).rows().getFirst();
    }
  }

  @Test
  void inEightBitsIsRefusedWhereTheFolderChanged() {
    var options = EmbedderOptions.DEFAULT.threads(1).precision(GraphPrecision.INT8);
    quantize();
    Embedders.open(model, options).close();
    trainOn();
    assertThatThrownBy(() -> Embedders.open(model, options))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(model.toString())
        .hasMessageContaining("lyceum quantize");
  }

  /** With the graph of single precision in the place of the 8-bit one, which is opened alike. */
  private void quantize() {
    try (var folder = ModelFolder.open(model)) {
      folder
          .graphStamp()
          .on(GraphExport.graph(folder.spec(), folder.weights()).toModel())
          .write(Int8File.of(model));
    }
  }
}
