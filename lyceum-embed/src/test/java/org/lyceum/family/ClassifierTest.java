// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.text.JsonFile;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

class ClassifierTest {
  private static final int WIDTH = 32;
  private static final int TOKENS = 4;

  /** Functions of the value before the last layer. */
  private static double function(String name, double x) {
    return switch (name) {
      case "tanh" -> Math.tanh(x);
      case "relu" -> Math.max(0, x);
      default -> x;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "bert, pooler.dense, tanh, classifier, 0",
    "albert, pooler, tanh, classifier, 0",
    "roberta, classifier.dense, tanh, classifier.out_proj, 0",
    "xlm-roberta, classifier.dense, tanh, classifier.out_proj, 0",
    "camembert, classifier.dense, tanh, classifier.out_proj, 0",
    "mpnet, classifier.dense, tanh, classifier.out_proj, 0",
    "distilbert, pre_classifier, relu, classifier, 0",
    "llama, '', identity, score, 3",
    "qwen2, '', identity, score, 3",
    "qwen3, '', identity, score, 3",
    "mistral, '', identity, score, 3",
    "gemma, '', identity, score, 3",
    "phi3, '', identity, score, 3",
    "gpt2, '', identity, score, 3",
    "gpt-neox, '', identity, score, 3"
  })
  void isTheValueWorkedOutFromTheStates(
      String family, String dense, String function, String last, int token) {
    var config = JsonFile.read(GoldenFiles.path("encoders/" + family + "/config.json"));
    var architecture = Families.of(config);
    Weights encoder =
        architecture
            .names()
            .canonical(
                Safetensors.open(GoldenFiles.path("encoders/" + family + "/model.safetensors")));
    var weights = InMemoryWeights.copyOf(encoder);
    if (!dense.isEmpty()) {
      weights.put(dense + ".weight", Shape.of(WIDTH, WIDTH), identity());
      weights.put(dense + ".bias", Shape.of(WIDTH), new float[WIDTH]);
    }
    // the label is the sum of what comes in, plus 1 where there is a bias
    float[] ones = new float[WIDTH];
    Arrays.fill(ones, 1);
    weights.put(last + ".weight", Shape.of(1, WIDTH), ones);
    boolean biased = !last.equals("score");
    if (biased) {
      weights.put(last + ".bias", Shape.of(1), new float[] {1});
    }
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      var ids = Torch.tensor(new long[] {7, 9, 11, 13}, 1, TOKENS);
      var tokens = new Tokens(ids, Torch.tensor(new long[] {1, 1, 1, 1}, 1, TOKENS), null);
      float[] states = architecture.load(parameters).encode(tokens).last().floats();
      double wanted = biased ? 1 : 0;
      for (int i = 0; i < WIDTH; i++) {
        wanted += function(function, states[token * WIDTH + i]);
      }
      float[] found = new Classifier(architecture, config, 1).logits(parameters, tokens).floats();
      assertThat(found).hasSize(1);
      assertThat((double) found[0]).isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-4));
    }
  }

  private static float[] identity() {
    float[] matrix = new float[WIDTH * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      matrix[i * WIDTH + i] = 1;
    }
    return matrix;
  }

  @Test
  void readsTheLastTokenThatIsNotPadding() {
    var file = JsonFile.read(GoldenFiles.path("encoders/qwen3/config.json"));
    var settings = file.object().deepCopy().put("pad_token_id", 13);
    var config = new JsonFile(file.path(), settings);
    var architecture = Families.of(config);
    var weights =
        InMemoryWeights.copyOf(
            architecture
                .names()
                .canonical(Safetensors.open(GoldenFiles.path("encoders/qwen3/model.safetensors"))));
    float[] first = new float[WIDTH];
    first[0] = 1;
    weights.put("score.weight", Shape.of(1, WIDTH), first);
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      var ids = Torch.tensor(new long[] {7, 9, 11, 13}, 1, TOKENS);
      var tokens = new Tokens(ids, Torch.tensor(new long[] {1, 1, 1, 1}, 1, TOKENS), null);
      float[] states = architecture.load(parameters).encode(tokens).last().floats();
      float[] found = new Classifier(architecture, config, 1).logits(parameters, tokens).floats();
      assertThat(found[0]).isEqualTo(states[2 * WIDTH]); // 13 is padding
    }
  }

  @Test
  void hasTheLabelsThatTheFileNames() {
    var file = JsonFile.read(GoldenFiles.path("folders/st6/cross-encoder-3/config.json"));
    assertThat(Classifier.of(file).labels()).isEqualTo(3);
    var without = file.object().deepCopy();
    without.remove("id2label");
    assertThat(Classifier.of(new JsonFile(file.path(), without)).labels()).isEqualTo(2);
    without.put("num_labels", 5);
    assertThat(Classifier.of(new JsonFile(file.path(), without)).labels()).isEqualTo(5);
    without.put("num_labels", 0);
    assertThatThrownBy(() -> Classifier.of(new JsonFile(file.path(), without)))
        .hasMessageContaining("at least 1 label");
  }

  @Test
  void refusesAFamilyWhoseHeadIsNotUnderstood() {
    var config = JsonFile.read(GoldenFiles.path("encoders/t5/config.json"));
    var architecture = Families.of(config);
    var weights =
        architecture
            .names()
            .canonical(Safetensors.open(GoldenFiles.path("encoders/t5/model.safetensors")));
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      var tokens = new Tokens(Torch.tensor(new long[] {7, 9}, 1, 2), null, null);
      assertThatThrownBy(() -> new Classifier(architecture, config, 1).logits(parameters, tokens))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("head of a t5 model is not understood");
    }
  }
}
