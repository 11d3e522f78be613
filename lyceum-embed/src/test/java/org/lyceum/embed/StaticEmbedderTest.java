// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.folder.Cut;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

class StaticEmbedderTest {
  @TempDir Path temporary;

  private static Embedder open(Path folder) {
    return StaticEmbedder.open(ModelFolder.open(folder), EmbedderOptions.DEFAULT.threads(2));
  }

  private static List<String> strings(JsonNode array) {
    var all = new ArrayList<String>();
    array.forEach(text -> all.add(text.asText()));
    return all;
  }

  private static void close(JsonNode wanted, List<float[]> found, double within) {
    assertThat(found).hasSize(wanted.size());
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).hasSize(wanted.get(i).size());
      for (int j = 0; j < found.get(i).length; j++) {
        assertThat((double) found.get(i)[j])
            .as("row %d, coordinate %d", i, j)
            .isCloseTo(wanted.get(i).get(j).asDouble(), within(within));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "st5", "st6"})
  void givesTheVectorsOfTheReference(String dialect) {
    String folder = "folders/" + dialect + "/static";
    JsonNode expected = GoldenFiles.json(folder + "/expected.json");
    var texts = strings(expected.path("texts"));
    try (var embedder = open(GoldenFiles.path(folder))) {
      for (JsonNode answer : expected.path("answers")) {
        if (answer.path("call").isEmpty()) {
          close(answer.path("vectors"), embedder.embed(texts).rows(), 1e-5);
          return;
        }
      }
    }
    throw new AssertionError("no answer without options");
  }

  @Test
  void givesTheVectorsOfModel2Vec() throws IOException {
    int cases = 0;
    for (JsonNode one : GoldenFiles.json("mining/static_model_encode.json").path("cases")) {
      Path folder = model2vec(one, temporary.resolve("case-" + cases++));
      try (var embedder = open(folder)) {
        var texts = strings(one.path("inputs").path("sentences"));
        close(one.path("expected"), embedder.embed(texts).rows(), 1e-5);
        checkWrittenAgain(folder, texts, embedder.embed(texts).rows());
      }
    }
    assertThat(cases).isEqualTo(4);
  }

  /** Unknown tokens, which Model2Vec leaves out, stay left out; or the folder is refused. */
  private void checkWrittenAgain(Path source, List<String> texts, List<float[]> wanted) {
    var target = source.resolveSibling(source.getFileName() + "-again");
    try (var model = ModelFolder.open(source)) {
      if (!model.spec().normalizes()) {
        assertThatThrownBy(() -> ModelContent.of(model))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("leaves unknown tokens out of the mean");
        return;
      }
      ModelFolderWriter.write(ModelContent.of(model), target);
    }
    try (var again = open(target)) {
      var found = again.embed(texts).rows();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(found.get(i)).containsExactly(wanted.get(i), within(1e-6f));
      }
    }
  }

  private static Path model2vec(JsonNode one, Path below) throws IOException {
    Path folder = TestFolders.copy("folders/old/static", below);
    JsonNode inputs = one.path("inputs");
    if (!one.path("options").path("normalize").asBoolean()) {
      TestFolders.replace(folder.resolve("modules.json"), "(?s),\\s*\\{\\s*\"idx\": 1.*?\\}", "");
    }
    Files.writeString(folder.resolve("tokenizer.json"), words(strings(inputs.path("vocabulary"))));
    Files.delete(folder.resolve("model.safetensors"));
    Safetensors.write(folder.resolve("model.safetensors"), weights(inputs), Map.of());
    return folder;
  }

  private static InMemoryWeights weights(JsonNode inputs) {
    JsonNode table = inputs.path("table");
    int width = table.get(0).size();
    float[] rows = new float[table.size() * width];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.get(i / width).get(i % width).floatValue();
    }
    var weights = new InMemoryWeights().put("embeddings", Shape.of(table.size(), width), rows);
    if (!inputs.path("weights").isNull()) {
      float[] factors = new float[table.size()];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = inputs.path("weights").get(i).floatValue();
      }
      weights.put("weights", Shape.of(factors.length), factors);
    }
    return weights;
  }

  /** A tokenizer that cuts at spaces. */
  private static String words(List<String> vocabulary) {
    var root = JsonNodeFactory.instance.objectNode();
    root.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
    var model = root.putObject("model").put("type", "WordLevel").put("unk_token", "[UNK]");
    var ids = model.putObject("vocab");
    vocabulary.forEach(word -> ids.put(word, ids.size()));
    return root.put("version", "1.0").putArray("added_tokens").isEmpty() ? root.toString() : "";
  }

  @Test
  void givesZerosForNothing() {
    try (var embedder = open(GoldenFiles.path("folders/old/static"))) {
      assertThat(embedder.embed(List.of("")).rows().getFirst()).hasSize(32).containsOnly(0);
      assertThat(embedder.embed(List.of()).rows()).isEmpty();
    }
  }

  @Test
  void cutsTheWidthAndNormalizesAgain() {
    var options = EmbedderOptions.DEFAULT.truncateDim(8);
    var folder = GoldenFiles.path("folders/old/static");
    try (var whole = open(folder);
        var cut = StaticEmbedder.open(ModelFolder.open(folder), options)) {
      float[] first = whole.embed(List.of("the student")).rows().getFirst();
      float[] found = cut.embed(List.of("the student")).rows().getFirst();
      double length = 0;
      for (int i = 0; i < 8; i++) {
        length += first[i] * first[i];
      }
      assertThat(cut.width()).isEqualTo(8);
      for (int i = 0; i < 8; i++) {
        assertThat((double) found[i]).isCloseTo(first[i] / Math.sqrt(length), within(1e-6));
      }
      assertThat(cut.fingerprint()).isNotEqualTo(whole.fingerprint());
    }
  }

  @Test
  void keepsTheOrderOfManyTexts() {
    try (var embedder = open(GoldenFiles.path("folders/old/static"))) {
      var texts = new ArrayList<String>();
      for (int i = 0; i < 3_000; i++) {
        texts.add("the student " + "answers ".repeat(i % 7) + i);
      }
      var all = embedder.embed(texts).rows();
      for (int i : List.of(0, 1, 511, 512, 2_999)) {
        assertThat(all.get(i))
            .containsExactly(embedder.embed(List.of(texts.get(i))).rows().getFirst());
      }
    }
  }

  @Test
  void refusesToWorkWhenClosedAndToOpenAnEncoder() {
    var embedder = open(GoldenFiles.path("folders/old/static"));
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(List.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed");
    assertThatThrownBy(() -> open(GoldenFiles.path("folders/old/bert-cls")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a static table but bert");
    assertThatThrownBy(
            () -> Cut.of(ModelFolder.open(GoldenFiles.path("folders/old/static")).spec(), 33))
        .hasMessageContaining("at most the model's width 32, got 33");
  }
}
