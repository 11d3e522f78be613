// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lyceum.Close.assertClose;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Packing;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

class BertTest {
  private Weights expected;
  private TorchParameters parameters;
  private Bert family;
  private Transformer bert;
  private Scope scope;

  @BeforeEach
  void load() {
    var folder = GoldenFiles.path("encoders/bert");
    expected = Safetensors.open(folder.resolve("expected.safetensors"));
    family = (Bert) Families.of(JsonFile.read(folder.resolve("config.json")));
    var weights = family.names().canonical(Safetensors.open(folder.resolve("model.safetensors")));
    parameters = TorchParameters.load(weights, DType.F32, true);
    bert = family.load(parameters);
    scope = Scope.open("test");
  }

  @AfterEach
  void close() {
    scope.close();
    parameters.close();
  }

  @Test
  void readsTheSizesThatItWrites() {
    assertThat(Families.of(new JsonFile(Path.of("config.json"), family.config().settings(0))))
        .isEqualTo(family);
  }

  private Tensor integers(String name) {
    return Torch.tensor(expected.longs("right." + name), expected.shape("right." + name).sizes());
  }

  private Tensor floats(String name) {
    return Torch.tensor(expected.floats("right." + name), expected.shape("right." + name).sizes());
  }

  private long[] mask() {
    return expected.longs("right.attention_mask");
  }

  private Tokens tokens() {
    return new Tokens(
        integers("input_ids"), integers("attention_mask"), integers("token_type_ids"));
  }

  @Test
  void hasTheHiddenStatesOfTheReference() {
    List<Tensor> states = bert.encode(tokens()).hidden();
    assertThat(states).hasSize(4);
    for (int i = 0; i < states.size(); i++) {
      assertClose(
          "hidden." + i, states.get(i).floats(), expected.floats("right.hidden." + i), mask());
    }
  }

  @Test
  void hasTheAttentionOfTheReference() {
    // rows of padded queries are stored as zeros: (B, H, T, T), so compare row by row
    float[] found = bert.attention(tokens(), 1).floats();
    float[] wanted = expected.floats("right.attention.1");
    int length = 40;
    for (int row = 0; row < found.length / length; row++) {
      int text = row / (4 * length);
      if (mask()[text * length + row % length] != 0) {
        int from = row * length;
        assertClose(
            "attention row " + row,
            Arrays.copyOfRange(found, from, from + length),
            Arrays.copyOfRange(wanted, from, from + length));
      }
    }
  }

  @Test
  void hasTheGradientsOfTheReference() {
    Tensor mask = integers("attention_mask").cast(DType.F32).unsqueeze(-1);
    Tensor last = bert.encode(tokens()).last();
    Torch.backward(last.mul(floats("loss_weight")).mul(mask).sum());
    compareGradients("right.grad.", 37);
  }

  @Test
  void hasTheMaskedLanguageModelOfTheReference() {
    Tensor logits = head("logits").apply(bert.encode(tokens()).last());
    assertClose("logits", logits.floats(), expected.floats("right.logits"), mask());
    Tensor labels = integers("labels");
    Tensor counts = labels.eq(-100).not().cast(DType.F32);
    Tensor picked =
        logits.logSoftmax(-1).gather(-1, labels.maximum(labels.mul(0)).unsqueeze(-1)).squeeze(-1);
    Tensor loss = picked.mul(counts).sum().neg().div(counts.sum());
    assertThat(loss.item())
        .isCloseTo(
            expected.floats("right.lm_loss")[0], org.assertj.core.api.Assertions.within(1e-5));
    Torch.backward(loss);
    compareGradients("right.lm_grad.", 42);
  }

  @Test
  void hasThePoolerAndTheNextSentenceHeadOfTheReference() {
    Tensor last = bert.encode(tokens()).last();
    for (String name : List.of("pooler_output", "seq_relationship_logits")) {
      assertClose(name, head(name).apply(last).floats(), expected.floats("right." + name));
    }
  }

  private UnaryOperator<Tensor> head(String name) {
    return Objects.requireNonNull(family.heads(parameters).get(name), name);
  }

  private void compareGradients(String prefix, int count) {
    int compared = 0;
    for (String name : expected.names()) {
      if (name.startsWith(prefix)) {
        String parameter = name.substring(prefix.length()).replaceFirst("^bert\\.", "");
        Shape shape = expected.shape(name);
        var gradient = Torch.gradient(parameters.get(parameter, shape.sizes()));
        assertThat(gradient).as("gradient of %s", parameter).isNotNull();
        assertClose(
            name, java.util.Objects.requireNonNull(gradient).floats(), expected.floats(name));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(count);
  }

  @Test
  void doesNotDependOnPadding() {
    long[] ids = Arrays.copyOf(expected.longs("right.input_ids"), 160);
    // text 1 has 5 tokens
    long[] types = expected.longs("right.token_type_ids");
    var alone =
        new Tokens(
            Torch.tensor(Arrays.copyOfRange(ids, 40, 45), 1, 5),
            null,
            Torch.tensor(Arrays.copyOfRange(types, 40, 45), 1, 5));
    float[] one = bert.encode(alone).last().floats();
    float[] wanted = expected.floats("right.last_hidden_state");
    assertClose("alone", one, Arrays.copyOfRange(wanted, 40 * 32, 45 * 32));
  }

  @Test
  void doesNotDependOnWhatATextIsPackedWith() {
    long[] ids = expected.longs("right.input_ids");
    long[] types = expected.longs("right.token_type_ids");
    int[] texts = {1, 1, 0}; // of 5, 5 and 1 tokens: two runs
    int[] lengths = {5, 5, 1};
    var packedIds = LongStream.builder();
    var packedTypes = LongStream.builder();
    var positions = LongStream.builder();
    for (int i = 0; i < texts.length; i++) {
      for (int j = 0; j < lengths[i]; j++) {
        packedIds.add(ids[40 * texts[i] + j]);
        packedTypes.add(types[40 * texts[i] + j]);
        positions.add(j);
      }
    }
    var runs = Packing.runs(lengths);
    assertThat(runs).containsExactly(new Packing.Run(2, 5), new Packing.Run(1, 1));
    var packing = new Packing(runs, Torch.tensor(positions.build().toArray(), 1, 11));
    var packed =
        new Tokens(
            Torch.tensor(packedIds.build().toArray(), 1, 11),
            null,
            Torch.tensor(packedTypes.build().toArray(), 1, 11),
            packing);
    float[] found = bert.encode(packed).last().floats();
    float[] wanted = expected.floats("right.last_hidden_state");
    assertClose("first", Arrays.copyOf(found, 160), Arrays.copyOfRange(wanted, 1280, 1440));
    assertClose(
        "second", Arrays.copyOfRange(found, 160, 320), Arrays.copyOfRange(wanted, 1280, 1440));
    assertClose("third", Arrays.copyOfRange(found, 320, 352), Arrays.copyOf(wanted, 32));
    assertThatThrownBy(() -> bert.attention(packed, 0)).hasMessageContaining("pad instead");
  }

  @Test
  void refusesPositionsThatAreNotOneForEachToken() {
    var positions = Torch.tensor(new long[4], 1, 4);
    assertThatThrownBy(() -> new Packing(List.of(new Packing.Run(1, 5)), positions))
        .hasMessage("positions must have shape (1, 5), one for each token, got (1, 4)");
  }

  @Test
  void givesNumbersForARowWithoutTokens() {
    var empty = new Tokens(Torch.tensor(new long[3], 1, 3), Torch.tensor(new long[3], 1, 3), null);
    for (float value : bert.encode(empty).last().floats()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void keepsChosenLayers() {
    var subset = new LayerSubset(List.of(2, 0));
    var settings = subset.settings(family, family.config().settings(0));
    var two = Families.of(new JsonFile(Path.of("config.json"), settings));
    var weights = subset.of(parameters.weights());
    assertThat(weights.floats("encoder.layer.0.output.dense.bias"))
        .isEqualTo(parameters.weights().floats("encoder.layer.2.output.dense.bias"));
    try (var kept = TorchParameters.load(weights, DType.F32, false)) {
      assertThat(two.load(kept).encode(tokens()).hidden()).hasSize(3);
    }
  }

  @Test
  void refusesLayersThatAreNotThere() {
    assertThatThrownBy(() -> new LayerSubset(List.of(0, 3)).of(parameters.weights()))
        .hasMessageContaining("layers to keep must be among [0, 1, 2], got 3");
  }

  @Test
  void readsTheNamesOfOldCheckpoints() {
    var old = Map.of("bert.embeddings.LayerNorm.gamma", "w", "bert.embeddings.LayerNorm.beta", "b");
    var stored =
        new InMemoryWeights()
            .put("w", Shape.of(1), new float[] {1})
            .put("b", Shape.of(1), new float[] {2});
    var weights = family.names().canonical(new RenamedWeights(stored, old));
    assertThat(weights.floats("embeddings.LayerNorm.weight")).containsExactly(1);
    assertThat(weights.floats("embeddings.LayerNorm.bias")).containsExactly(2);
  }

  @Test
  void refusesATextLongerThanItsPositions() {
    var tooLong = new Tokens(Torch.tensor(new long[65], 1, 65), null, null);
    assertThatThrownBy(() -> bert.encode(tooLong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 64 tokens")
        .hasMessageContaining("got 65");
  }
}
