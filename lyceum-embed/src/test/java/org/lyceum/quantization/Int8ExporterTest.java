// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.PaddedBatch;
import org.lyceum.folder.FolderCopy;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** The 8-bit graph of a real model. */
class Int8ExporterTest {
  private static final EmbedderOptions OPTIONS =
      EmbedderOptions.DEFAULT.threads(2).tokenBudget(256).precision(GraphPrecision.INT8);

  /** Pooling adds the same numbers in another order where a batch is padded. */
  private static final Offset<Float> NEAR = Offset.offset(1e-6f);

  @TempDir static Path temporary;
  private static Path minilm = Path.of("");
  private static Int8Exporter.Fidelity fidelity = new Int8Exporter.Fidelity(0, 0, 0, 0);

  @BeforeAll
  static void write() {
    minilm = temporary.resolve("minilm");
    var texts = texts(120);
    FolderCopy.write(
        Models.resolve("minilm-l6"),
        minilm,
        copy -> {
          try (var folder = ModelFolder.open(copy)) {
            var exporter = Int8Exporter.of(folder, texts.subList(0, 60), texts.subList(60, 120));
            exporter.writeInto(copy);
            fidelity = exporter.fidelity();
          }
        });
  }

  /** Sentences of 4 to 40 words. */
  private static List<String> texts(int count) {
    var random = new Seed(7).stream("texts");
    var subjects = List.of("the old teacher", "a river in the north", "our bank", "a small dog");
    var verbs = List.of("lends", "crosses", "explains", "does not remember", "has measured");
    var objects = List.of("money to farmers", "the frozen sea", "a proof", "seven bridges", "it");
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var text = new ArrayList<String>();
      for (int n = 1 + random.nextInt(5); n > 0; n--) {
        text.add(subjects.get(random.nextInt(subjects.size())));
        text.add(verbs.get(random.nextInt(verbs.size())));
        text.add(objects.get(random.nextInt(objects.size())));
        text.add(n == 1 ? i + "." : "and");
      }
      texts.add(String.join(" ", text));
    }
    return texts;
  }

  @Test
  void isNearTheModel() {
    assertThat(fidelity.texts()).isEqualTo(60);
    assertThat(fidelity.meanCosine()).isBetween(0.9985, 0.99999);
    assertThat(fidelity.leastCosine()).isBetween(0.995, fidelity.meanCosine());
  }

  @Test
  void runsEachGeluAsOneKernel() throws IOException, OrtException {
    byte[] model = Files.readAllBytes(Int8File.of(minilm));
    var types = OptimizedNodes.types(model, temporary.resolve("optimized.onnx"));
    assertThat(types).doesNotContain("Tanh", "Erf", "Pow");
    assertThat(Collections.frequency(types, "FastGelu")).isEqualTo(6); // one a layer
  }

  @Test
  void givesATextTheSameVectorAloneAndAmongOthers() {
    var texts = texts(80);
    try (var alone = Embedders.open(minilm.toString(), OPTIONS.tokenBudget(1));
        var among = Embedders.open(minilm.toString(), OPTIONS.tokenBudget(1024))) {
      var found = alone.embed(texts).rows();
      var others = among.embed(texts).rows();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(others.get(i)).as(texts.get(i)).containsExactly(found.get(i), NEAR);
      }
    }
  }

  @Test
  void givesATextTheSameVectorWhenItIsPadded() {
    String brief = "a small dog";
    String lengthy = String.join(" ", texts(12));
    try (var folder = ModelFolder.open(minilm)) {
      var tokens = folder.tokenize(List.of(brief, lengthy));
      float[] alone = PaddedBatch.first(folder, List.of(tokens.getFirst()));
      assertThat(PaddedBatch.first(folder, tokens)).containsExactly(alone, NEAR);
    }
  }

  @Test
  void leavesWhatDoesNotBearEightBitsAsItIs() {
    Path model = temporary.resolve("outliers");
    FolderCopy.write(GoldenFiles.path("folders/old/bert-mean"), model, this::putOutliersInto);
    var texts = texts(120);
    try (var folder = ModelFolder.open(model);
        var same = ModelFolder.open(GoldenFiles.path("folders/old/bert-mean"))) {
      var typical = texts.subList(0, 60);
      var others = texts.subList(60, 120);
      var found = Int8Exporter.of(folder, typical, others).fidelity();
      assertThat(found.meanCosine()).isBetween(0.999, 0.99999);
      // one matrix of 32 x 32; three layers of 4 such and of 2 of 32 x 72
      assertThat(found.wide()).isEqualTo(1024 / (3.0 * (4 * 1024 + 2 * 32 * 72)));
      var fast = Int8Exporter.of(folder, typical, others, 0.03).fidelity(); // it needs 3.9 %
      assertThat(fast.meanCosine()).isLessThan(0.999);
      var plain = Int8Exporter.of(same, texts.subList(0, 60), texts.subList(60, 120));
      assertThat(plain.fidelity().wide()).isZero();
    }
  }

  /** The same model, in one channel of whose attention numbers are 10,000 times as large. */
  private void putOutliersInto(Path copy) {
    try (var folder = ModelFolder.open(copy)) {
      var weights = InMemoryWeights.copyOf(folder.weights());
      String attention = "encoder.layer.0.attention.";
      scale(weights, attention + "self.value.weight", 1e4f, i -> i / 32 == 5);
      scale(weights, attention + "self.value.bias", 1e4f, i -> i == 5);
      scale(weights, attention + "output.dense.weight", 1e-4f, i -> i % 32 == 5);
      Safetensors.write(copy.resolve("model.safetensors"), weights, Map.of());
    }
  }

  private static void scale(
      InMemoryWeights weights, String name, float factor, IntPredicate channel) {
    float[] values = weights.floats(name);
    for (int i = 0; i < values.length; i++) {
      values[i] *= channel.test(i) ? factor : 1;
    }
    weights.put(name, weights.shape(name), values);
  }

  @Test
  void changesTheFingerprintOfVectorsButNotThatOfTheFolder() {
    try (var model = ModelFolder.open(Models.resolve("minilm-l6"));
        var copy = ModelFolder.open(minilm);
        var single = Embedders.open(minilm.toString(), OPTIONS.precision(GraphPrecision.FLOAT32));
        var bytes = Embedders.open(minilm.toString(), OPTIONS)) {
      assertThat(copy.fingerprint()).isEqualTo(model.fingerprint());
      assertThat(bytes.fingerprint()).isNotEqualTo(single.fingerprint());
    }
  }

  @Test
  void refusesATable() {
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/static"))) {
      assertThatThrownBy(() -> Int8Exporter.of(folder, List.of("a"), List.of("b")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is a static table, which has no 8-bit graph");
    }
    var table = ModelFolder.open(GoldenFiles.path("folders/old/static"));
    assertThatThrownBy(() -> Embedders.open(table, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a static table");
  }

  @Test
  void refusesToWorkWithoutTexts() {
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      assertThatThrownBy(() -> Int8Exporter.of(folder, List.of(), List.of("b")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("needs texts to be made and compared with, got none");
    }
  }

  @Test
  void writesNothingThatIsTooFarFromTheModel() {
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      var model = GraphExport.graph(folder.spec(), folder.weights()).toModel();
      var far = new Int8Exporter(model, new Int8Exporter.Fidelity(0.9979, 0.9, 10, 0));
      Path target = temporary.resolve("far");
      assertThatThrownBy(() -> FolderCopy.write(folder.path(), target, far::writeInto))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must have a mean cosine of 0.998 to the model, got 0.9979");
      assertThat(target).doesNotExist();
      assertThat(temporary).isDirectoryNotContaining(path -> path.toString().contains("far"));
    }
  }

  @Test
  void isNotCopiedIntoTheModelItself() throws IOException {
    Path source = Files.createDirectories(temporary.resolve("source"));
    assertThatThrownBy(() -> FolderCopy.write(source, source.resolve("copy"), copy -> {}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must not be inside the folder");
  }
}
