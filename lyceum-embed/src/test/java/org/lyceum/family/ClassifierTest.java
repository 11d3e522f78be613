// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Tokens;
import org.lyceum.files.JsonFile;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.tensor.UnsupportedException;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

class ClassifierTest {
  private static final int WIDTH = 32;
  private static final int TOKENS = 4;
  private static final int LABELS = 2;

  /**
   * What stands between a text's state and its scores.
   *
   * @param dense the name of a matrix, or empty
   * @param function of what it gives
   * @param norm the name of a norm of that, or empty
   * @param last the name of the last matrix
   * @param of the state: of the first or last token, or the mean
   */
  private record Head(String dense, String function, String norm, String last, String of) {
    boolean biased() {
      return !last.equals("score");
    }

    /** Its parameters, with numbers that are all different. */
    InMemoryWeights into(InMemoryWeights weights) {
      var random = new Random(5);
      if (!dense.isEmpty()) {
        weights.put(dense + ".weight", Shape.of(WIDTH, WIDTH), numbers(random, WIDTH * WIDTH));
        weights.put(dense + ".bias", Shape.of(WIDTH), numbers(random, WIDTH));
      }
      if (!norm.isEmpty()) {
        weights.put(norm + ".weight", Shape.of(WIDTH), numbers(random, WIDTH));
        weights.put(norm + ".bias", Shape.of(WIDTH), numbers(random, WIDTH));
      }
      weights.put(last + ".weight", Shape.of(LABELS, WIDTH), numbers(random, LABELS * WIDTH));
      return biased()
          ? weights.put(last + ".bias", Shape.of(LABELS), numbers(random, LABELS))
          : weights;
    }

    /** The scores, worked out number by number. */
    double[] scores(double[] state, Weights weights, double eps) {
      double[] x = state;
      if (!dense.isEmpty()) {
        x = product(weights, dense, x, true);
        for (int i = 0; i < WIDTH; i++) {
          x[i] = activated(function, x[i]);
        }
      }
      x = norm.isEmpty() ? x : normed(weights, x, eps);
      return product(weights, last, x, biased());
    }

    private double[] normed(Weights weights, double[] x, double eps) {
      double mean = Arrays.stream(x).average().orElseThrow();
      double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      float[] weight = weights.floats(norm + ".weight");
      float[] bias = weights.floats(norm + ".bias");
      double[] y = new double[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        y[i] = (x[i] - mean) / Math.sqrt(variance + eps) * weight[i] + bias[i];
      }
      return y;
    }
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 4;
    }
    return numbers;
  }

  private static double[] product(Weights weights, String name, double[] x, boolean biased) {
    float[] matrix = weights.floats(name + ".weight");
    double[] y = new double[matrix.length / WIDTH];
    for (int i = 0; i < y.length; i++) {
      y[i] = biased ? weights.floats(name + ".bias")[i] : 0;
      for (int j = 0; j < WIDTH; j++) {
        y[i] += matrix[i * WIDTH + j] * x[j];
      }
    }
    return y;
  }

  private static double activated(String name, double x) {
    return switch (name) {
      case "tanh" -> Math.tanh(x);
      case "relu" -> Math.max(0, x);
      case "gelu" -> x * (1 + errorFunction(x / Math.sqrt(2))) / 2;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Its power series: x^(2n + 1) (-1)^n / (n! (2n + 1)), times 2 / sqrt(pi). */
  private static double errorFunction(double x) {
    double power = x;
    double sum = 0;
    for (int n = 0; n < 80; n++) {
      sum += power / (2 * n + 1);
      power *= -x * x / (n + 1);
    }
    return sum * 2 / Math.sqrt(Math.PI);
  }

  /** Texts, and their last states as transformers computed them. */
  private record Texts(Weights file, String prefix) {
    static Texts of(String family) {
      var file = Safetensors.open(GoldenFiles.path("encoders/" + family + "/expected.safetensors"));
      boolean causal = file.names().contains("right_causal.input_ids");
      return new Texts(file, causal ? "right_causal." : "right.");
    }

    private Tensor tensor(String name) {
      return Torch.tensor(file.longs(prefix + name), file.shape(prefix + name).sizes());
    }

    Tokens tokens() {
      boolean typed = file.names().contains(prefix + "token_type_ids");
      return new Tokens(
          tensor("input_ids"), tensor("attention_mask"), typed ? tensor("token_type_ids") : null);
    }

    int number() {
      return (int) file.shape(prefix + "input_ids").size(0);
    }

    /** The state of a text's first token, or its last that is not {@code pad}, or the mean. */
    double[] state(int text, String of, int pad) {
      int length = (int) file.shape(prefix + "input_ids").size(1);
      long[] ids = file.longs(prefix + "input_ids");
      float[] states = file.floats(prefix + "last_hidden_state");
      int real = length;
      while (ids[text * length + real - 1] == pad) {
        real--;
      }
      int from = of.equals("last") ? real - 1 : 0;
      int to = of.equals("first") ? 1 : real;
      double[] state = new double[WIDTH];
      for (int token = from; token < to; token++) {
        for (int i = 0; i < WIDTH; i++) {
          state[i] += states[(text * length + token) * WIDTH + i] / (double) (to - from);
        }
      }
      return state;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert, pooler.dense, tanh, '', classifier, first, ''",
    "albert, pooler, tanh, '', classifier, first, ''",
    "roberta, classifier.dense, tanh, '', classifier.out_proj, first, ''",
    "xlm-roberta, classifier.dense, tanh, '', classifier.out_proj, first, ''",
    "camembert, classifier.dense, tanh, '', classifier.out_proj, first, ''",
    "mpnet, classifier.dense, tanh, '', classifier.out_proj, first, ''",
    "electra, classifier.dense, gelu, '', classifier.out_proj, first, ''",
    "distilbert, pre_classifier, relu, '', classifier, first, ''",
    "deberta-v2, pooler.dense, gelu, '', classifier, first, ''",
    "deberta-v2, pooler.dense, tanh, '', classifier, first, pooler_hidden_act=tanh",
    "deberta-v3, pooler.dense, gelu, '', classifier, first, ''",
    "modernbert, head.dense, gelu, head.norm, classifier, first, ''",
    "modernbert, head.dense, gelu, head.norm, classifier, mean, classifier_pooling=mean",
    "modernbert, head.dense, relu, head.norm, classifier, first, classifier_activation=relu",
    "llama, '', '', '', score, last, ''",
    "qwen2, '', '', '', score, last, ''",
    "qwen3, '', '', '', score, last, ''",
    "mistral, '', '', '', score, last, ''",
    "gemma, '', '', '', score, last, ''",
    "phi3, '', '', '', score, last, ''",
    "gpt2, '', '', '', score, last, ''",
    "gpt-neox, '', '', '', score, last, ''"
  })
  void isTheValueWorkedOutFromTheStatesOfTheReference(
      String family,
      String dense,
      String function,
      String norm,
      String last,
      String of,
      String setting) {
    var file = JsonFile.read(GoldenFiles.path("encoders/" + family + "/config.json"));
    var settings = file.object().deepCopy();
    int equals = setting.indexOf('=');
    if (equals > 0) {
      settings.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    var head = new Head(dense, function, norm, last, of);
    if (family.equals("modernbert")) {
      settings.put("classifier_bias", true).put("norm_bias", true);
    }
    assertScores(head, new JsonFile(file.path(), settings), family);
  }

  private static void assertScores(Head head, JsonFile config, String family) {
    var architecture = Families.of(config);
    var model = Safetensors.open(GoldenFiles.path("encoders/" + family + "/model.safetensors"));
    var weights = withZeroShifts(InMemoryWeights.copyOf(architecture.names().canonical(model)));
    var texts = Texts.of(family);
    try (var parameters = TorchParameters.load(head.into(weights), DType.F32, false);
        var scope = Scope.open("test")) {
      float[] found =
          new Classifier(architecture, config, LABELS).logits(parameters, texts.tokens()).floats();
      assertThat(found).hasSize(texts.number() * LABELS);
      double eps = config.number("norm_eps", 1e-5);
      for (int i = 0; i < found.length; i++) {
        double[] wanted =
            head.scores(
                texts.state(i / LABELS, head.of, config.integer("pad_token_id")), weights, eps);
        assertThat((double) found[i]).isCloseTo(wanted[i % LABELS], offset(1e-4));
      }
    }
  }

  /** Where norms have weights alone, shifts of 0, which change nothing. */
  private static InMemoryWeights withZeroShifts(InMemoryWeights weights) {
    for (String name : List.copyOf(weights.names())) {
      String shift = name.replace("norm.weight", "norm.bias");
      if (!weights.names().contains(shift)) {
        weights.put(shift, weights.shape(name), new float[(int) weights.shape(name).elements()]);
      }
    }
    return weights;
  }

  /** Of GTE's own encoder there are no reference values: the states are those that it gives. */
  @Test
  void isTheValueWorkedOutFromTheStatesOfGte() {
    var settings = JsonNodeFactory.instance.objectNode();
    settings.put("model_type", "new").put("vocab_size", 20).put("hidden_size", WIDTH);
    settings.put("num_hidden_layers", 2).put("num_attention_heads", 4);
    settings.put("intermediate_size", 48).put("position_embedding_type", "rope");
    var config = new JsonFile(Path.of("config.json"), settings);
    var architecture = Families.of(config);
    var head = new Head("pooler.dense", "tanh", "", "classifier", "first");
    var weights = head.into(new InMemoryWeights());
    try (var scope = Scope.open("test")) {
      var parameters = new Invented(weights);
      var tokens = new Tokens(Torch.tensor(new long[] {7, 9, 11, 13}, 1, TOKENS), null, null);
      float[] states = architecture.load(parameters).encode(tokens).last().floats();
      double[] first = new double[WIDTH];
      Arrays.setAll(first, i -> states[i]);
      double[] wanted = head.scores(first, weights, 0);
      float[] found =
          new Classifier(architecture, config, LABELS).logits(parameters, tokens).floats();
      assertThat((double) found[0]).isCloseTo(wanted[0], offset(1e-4));
      assertThat((double) found[1]).isCloseTo(wanted[1], offset(1e-4));
    }
  }

  /** Parameters that are there, and others made up when they are asked for. */
  private record Invented(InMemoryWeights weights) implements Parameters {
    @Override
    public Tensor get(String name, long... shape) {
      if (!has(name)) {
        int count = (int) Shape.of(shape).elements();
        weights.put(name, Shape.of(shape), numbers(new Random(name.hashCode()), count));
      }
      assertThat(weights.shape(name)).isEqualTo(Shape.of(shape));
      return Torch.tensor(weights.floats(name), shape);
    }

    @Override
    public boolean has(String name) {
      return weights.names().contains(name);
    }
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
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining("head of a t5 model is not understood");
    }
  }
}
