// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.FolderCopy;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

class ParityTest {
  @TempDir Path temporary;

  @Test
  void holdsForBertByBothRuntimes() {
    Path bert = GoldenFiles.path("encoders/bert");
    var differences = Parity.check(bert, bert);
    assertThat(differences).allMatch(Difference::isWithin);
    assertThat(differences)
        .extracting(d -> d.runtime() + " " + d.tensor())
        .contains(
            "torch right.hidden.0",
            "torch right.last_hidden_state",
            "torch right.attention.1",
            "torch right.pooled.weightedmean",
            "torch right.pooler_output",
            "torch right.loss",
            "torch right.grad.bert.embeddings.word_embeddings.weight",
            "torch right.logits",
            "torch right.lm_loss",
            "torch right.lm_grad.cls.predictions.bias",
            "torch right.seq_relationship_logits",
            "onnx right.hidden.3",
            "onnx right.attention.1",
            "onnx right.pooled.max",
            "onnx right.logits");
  }

  @Test
  void refusesValuesOfAnotherFamily() {
    Path bert = GoldenFiles.path("encoders/bert");
    Path qwen = GoldenFiles.path("encoders/qwen3");
    assertThatThrownBy(() -> Parity.check(bert, qwen))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold values of the same encoder");
  }

  @Test
  void refusesTextsThatAreLongerThanTheModelReads() throws IOException {
    Path llama = GoldenFiles.path("encoders/llama");
    Path copy = temporary.resolve("llama");
    FolderCopy.write(llama, copy, working -> {});
    Path config = copy.resolve("config.json");
    replace(config, "\"max_position_embeddings\": 128", "\"max_position_embeddings\": 39");
    assertThatThrownBy(() -> Parity.check(copy, llama))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold texts that the model reads, of at most 39 tokens")
        .hasMessageContaining("has one of 40");
  }

  @Test
  void namesArraysThatTheModelDoesNotGive() throws IOException {
    Path bert = GoldenFiles.path("encoders/bert");
    var reference = Safetensors.open(bert.resolve("expected.safetensors"));
    var more = new InMemoryWeights();
    for (var name : reference.names()) {
      if (reference.dtype(name).isFloating()) {
        more.put(name, reference.shape(name), reference.floats(name));
      } else {
        more.put(name, reference.shape(name), reference.longs(name));
      }
    }
    for (var name : List.of("right.gate_probabilities", "alone.last_hidden_state")) {
      more.put(name, Shape.of(1), new float[1]);
    }
    Files.copy(bert.resolve("expected.json"), temporary.resolve("expected.json")); // tolerances
    Path file = temporary.resolve("expected.safetensors");
    Safetensors.write(file, more, Map.of());
    var differences = Parity.check(bert, file);
    assertThat(differences)
        .filteredOn(difference -> !difference.isCompared())
        .extracting(Difference::tensor)
        .containsExactlyInAnyOrder("right.gate_probabilities", "alone.last_hidden_state");
    assertThat(differences)
        .filteredOn(Difference::isCompared)
        .allMatch(Difference::isWithin)
        .hasSameSizeAs(Parity.check(bert, bert.resolve("expected.safetensors")));
  }

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls",
    "st5/bert-cls",
    "st6/bert-cls",
    "old/bert-mean",
    "st5/bert-mean",
    "st6/bert-mean",
    "old/bert-weightedmean",
    "st5/bert-weightedmean",
    "st6/bert-weightedmean",
    "old/bert-mean-noprompt",
    "st5/bert-mean-noprompt",
    "st6/bert-mean-noprompt",
    "old/static",
    "st5/static",
    "st6/static",
    "old/modernbert-mean-dense",
    "st6/modernbert-concat",
    "st5/qwen3-lasttoken-prompts",
    "st6/qwen3-mean-noprompt",
    "old/router",
    "st5/router",
    "st6/router",
    "old/splade",
    "st5/splade",
    "st6/splade",
    "old/splade-router",
    "st5/splade-router",
    "st6/splade-router",
    "old/cross-encoder",
    "st5/cross-encoder",
    "st6/cross-encoder",
    "old/cross-encoder-3",
    "st5/cross-encoder-3",
    "st6/cross-encoder-3",
    "st6/multi-vector",
    "st6/multi-vector-expansion",
    "st6/multi-vector-attend"
  })
  void holdsForVectorsOfModelFoldersByBothRuntimes(String name) {
    Path folder = GoldenFiles.path("folders/" + name);
    var differences = Parity.check(folder, folder);
    assertThat(differences).allMatch(Difference::isWithin);
    assertThat(differences).extracting(Difference::runtime).contains("torch", "onnx");
  }

  @Test
  void comparesEveryKindOfAnswer() {
    assertThat(names("folders/st6/cross-encoder")).containsExactly("logits", "scores", "rank");
    assertThat(names("folders/st6/multi-vector"))
        .containsExactly("query vectors", "document vectors", "scores", "pairwise");
    assertThat(names("folders/st6/splade"))
        .containsExactly(
            "entries {}",
            "entries {\"max_active_dims\":16}",
            "entries {\"method\":\"encode_query\"}");
  }

  private static List<String> names(String folder) {
    Path path = GoldenFiles.path(folder);
    return Parity.check(path, path).stream()
        .filter(difference -> difference.runtime().equals("onnx"))
        .map(Difference::tensor)
        .toList();
  }

  /** Of the layers only the last counts, so that the vectors are those of the encoder's states. */
  @Test
  void holdsForAWeightedMeanOfLayersThatIsTheLast() throws IOException {
    Path model = copyOf("folders/old/bert-mean");
    replace(
        model.resolve("modules.json"),
        "\"idx\": 1,\\s+\"name\": \"1\"",
        "\"idx\": 1, \"name\": \"1\", \"path\": \"1_Layers\", \"type\":"
            + " \"sentence_transformers.models.WeightedLayerPooling\"}, {\"idx\": 2, \"name\":"
            + " \"2\"");
    Path layers = Files.createDirectories(model.resolve("1_Layers"));
    Files.writeString(
        layers.resolve("config.json"),
        "{\"word_embedding_dimension\": 32, \"layer_start\": 1, \"num_hidden_layers\": 3}");
    var weights = new InMemoryWeights().put("layer_weights", Shape.of(3), new float[] {0, 0, 2});
    Safetensors.write(layers.resolve("model.safetensors"), weights, Map.of());
    assertThatThrownBy(() -> Parity.check(model, model))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'output_hidden_states' must be true");
    replace(
        model.resolve("config.json"),
        "\"hidden_act\"",
        "\"output_hidden_states\": true, \"hidden_act\"");
    assertThat(Parity.check(model, model)).allMatch(Difference::isWithin);
    weights.floats("layer_weights")[0] = 1;
    Safetensors.write(layers.resolve("model.safetensors"), weights, Map.of());
    assertThat(Parity.check(model, model)).noneMatch(Difference::isWithin);
  }

  private Path copyOf(String golden) throws IOException {
    Path source = GoldenFiles.path(golden);
    Path target = temporary.resolve("copy");
    try (var files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file)); // writable, unlike the original
      }
    }
    return target;
  }

  private static void replace(Path file, String regex, String replacement) throws IOException {
    String text = Files.readString(file);
    String changed = text.replaceAll(regex, replacement);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(file, changed);
  }

  @Test
  void refusesAnswersOfAnotherKind() {
    Path model = GoldenFiles.path("folders/old/cross-encoder");
    Path fixture = GoldenFiles.path("folders/old/splade");
    assertThatThrownBy(() -> Parity.check(model, fixture))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold pairs, logits, scores");
  }

  @Test
  void findsAWeightThatWasChanged() throws IOException {
    Path bert = GoldenFiles.path("encoders/bert");
    Path changed = Files.createDirectories(temporary.resolve("changed"));
    Files.copy(bert.resolve("config.json"), changed.resolve("config.json"));
    var weights = InMemoryWeights.copyOf(Safetensors.open(bert.resolve("model.safetensors")));
    weights.floats("bert.encoder.layer.1.output.dense.bias")[0] += 0.01f;
    Safetensors.write(changed.resolve("model.safetensors"), weights, Map.of());
    assertThat(Parity.check(changed, bert))
        .filteredOn(difference -> !difference.isWithin())
        .extracting(Difference::tensor)
        .contains("right.hidden.2", "right.last_hidden_state")
        .doesNotContain("right.hidden.0", "right.hidden.1");
  }

  @Test
  void refusesAFixtureWithoutInputs() {
    Path bert = GoldenFiles.path("encoders/bert");
    assertThatThrownBy(() -> Parity.check(bert, bert.resolve("model.safetensors")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold '<case>.input_ids'");
  }
}
