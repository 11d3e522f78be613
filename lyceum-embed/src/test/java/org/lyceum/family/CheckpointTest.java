// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TextFamilies;
import org.lyceum.encoder.Tokens;
import org.lyceum.files.JsonFile;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/**
 * The parameters of a checkpoint are those that its configuration says, not those that it holds.
 */
class CheckpointTest {
  private static final int WIDTH = 32;

  static Stream<String> families() {
    var others = List.of("beit", "clip", "dinov2", "siglip", "swin", "vit", "vit-mae");
    return Stream.concat(TextFamilies.all().stream(), others.stream());
  }

  private static Path folder(String family) {
    return GoldenFiles.path("encoders/" + family);
  }

  private static ObjectNode config(String family) {
    return JsonFile.read(folder(family).resolve("config.json")).object().deepCopy();
  }

  private static Architecture of(ObjectNode config) {
    return Families.of(new JsonFile(Path.of("config.json"), config));
  }

  private static InMemoryWeights weights(String family) {
    var names = Families.any(new JsonFile(Path.of("config.json"), config(family))).names();
    var file = Safetensors.open(folder(family).resolve("model.safetensors"));
    return InMemoryWeights.copyOf(names.canonical(file));
  }

  private static InMemoryWeights without(InMemoryWeights weights, String name) {
    var left = new InMemoryWeights();
    weights.names().stream()
        .filter(each -> !each.equals(name))
        .forEach(each -> left.put(each, weights.shape(each), weights.floats(each)));
    return left;
  }

  /** Remembers what it was asked for, and does not say what is there. */
  private record Asked(Parameters parameters, Set<String> names) implements Parameters {
    @Override
    public Tensor get(String name, long... shape) {
      names.add(name);
      return parameters.get(name, shape);
    }

    @Override
    public boolean has(String name) {
      throw new AssertionError("the encoder depends on whether there is a " + name);
    }
  }

  private static void load(Family family, Parameters parameters) {
    switch (family) {
      case Architecture texts -> texts.load(parameters);
      case PictureArchitecture pictures -> pictures.load(parameters);
      case PairArchitecture both -> both.load(parameters);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void needsTheSameParametersWhateverAFileHolds(String family) {
    var encoder = Families.any(new JsonFile(Path.of("config.json"), config(family)));
    var all = weights(family);
    var asked = new LinkedHashSet<String>();
    try (var parameters = TorchParameters.load(all, DType.F32, false);
        var scope = Scope.open("test")) {
      load(encoder, new Asked(parameters, asked));
    }
    assertThat(asked).hasSizeGreaterThan(10);
    for (String name : asked) {
      try (var parameters = TorchParameters.load(without(all, name), DType.F32, false);
          var scope = Scope.open("test")) {
        assertThatThrownBy(() -> load(encoder, parameters))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(name);
      }
    }
  }

  private static float[] states(Architecture family, InMemoryWeights weights) {
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      var ids = Torch.tensor(new long[] {7, 9, 11, 13}, 1, 4);
      return family.load(parameters).encode(new Tokens(ids, null, null)).last().floats();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "qwen2, layers.0.self_attn.o_proj.bias",
    "llama, layers.1.self_attn.q_proj.bias",
    "modernbert, layers.0.attn_norm.weight",
    "modernbert, final_norm.bias",
    "nomic-bert, encoder.layers.0.attn.Wqkv.bias",
    "t5, encoder.block.0.layer.0.SelfAttention.q.bias"
  })
  void doesNotUseWhatIsNotOfTheModel(String family, String extra) {
    var encoder = of(config(family));
    int length = extra.contains("Wqkv") ? 3 * WIDTH : WIDTH;
    float[] values = new float[length];
    java.util.Arrays.fill(values, 5);
    float[] right = states(encoder, weights(family));
    var more = weights(family).put(extra, Shape.of(length), values);
    assertThat(states(encoder, more)).isEqualTo(right);
  }

  @ParameterizedTest
  @CsvSource({
    "llama, attention_bias, layers.0.self_attn.q_proj.bias",
    "llama, mlp_bias, layers.0.mlp.gate_proj.bias",
    "qwen3, attention_bias, layers.0.self_attn.q_proj.bias",
    "gemma, attention_bias, layers.0.self_attn.q_proj.bias",
    "gemma3, attention_bias, layers.0.self_attn.q_proj.bias",
    "olmo2, attention_bias, layers.0.self_attn.q_proj.bias",
    "modernbert, attention_bias, layers.0.attn.Wqkv.bias",
    "modernbert, mlp_bias, layers.0.mlp.Wi.bias",
    "modernbert, norm_bias, embeddings.norm.bias"
  })
  void wantsTheBiasesThatItsConfigurationNames(String family, String key, String missing) {
    var encoder = of(config(family).put(key, true));
    var weights = weights(family);
    assertThatThrownBy(() -> states(encoder, weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + missing + "'");
  }

  @ParameterizedTest
  @CsvSource({"gpt-neox, attention_bias", "modernbert, norm_bias"})
  void usesNoBiasesWhereItsConfigurationSaysSo(String family, String key) {
    var weights = weights(family);
    var left = new InMemoryWeights();
    weights.names().stream()
        .filter(name -> !name.endsWith(".attention.dense.bias"))
        .filter(name -> !name.endsWith("query_key_value.bias"))
        .forEach(name -> left.put(name, weights.shape(name), weights.floats(name)));
    var encoder = of(config(family).put(key, false));
    assertThat(states(encoder, left)).isEqualTo(states(encoder, weights));
  }

  @Test
  void refusesTwoNamesOfOneParameter() {
    var names = of(config("bert")).names();
    var twice =
        new InMemoryWeights()
            .put("bert.embeddings.LayerNorm.weight", Shape.of(1), new float[1])
            .put("bert.embeddings.LayerNorm.gamma", Shape.of(1), new float[1]);
    assertThatThrownBy(() -> names.canonical(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'bert.embeddings.LayerNorm.weight' and")
        .hasMessageContaining("LayerNorm.gamma' are two names of one parameter");
    var unprefixed =
        new InMemoryWeights()
            .put("pooler.dense.bias", Shape.of(1), new float[1])
            .put("bert.pooler.dense.bias", Shape.of(1), new float[1]);
    assertThatThrownBy(() -> names.canonical(unprefixed)).hasMessageContaining("two names");
  }

  @Test
  void refusesIntegersAsParameters() {
    String name = "encoder.layer.0.attention.self.query.weight";
    var quantized = weights("bert");
    quantized.put(name, quantized.shape(name), new long[WIDTH * WIDTH]);
    assertThatThrownBy(() -> states(of(config("bert")), quantized))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "' must hold floating-point numbers");
  }

  @Test
  void refusesAQuantizedConfiguration() {
    var quantized = config("llama");
    quantized.putObject("quantization_config").put("load_in_8bit", true);
    assertThatThrownBy(() -> of(quantized))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("quantization_config");
    assertThat(of(config("bert").putNull("quantization_config"))).isEqualTo(of(config("bert")));
  }

  private static float[] logits(Architecture family, InMemoryWeights weights) {
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      float[] states = new float[WIDTH];
      states[3] = 1;
      var head = Objects.requireNonNull(family.heads(parameters).get("logits"));
      return head.apply(Torch.tensor(states, 1, 1, WIDTH)).floats();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "llama, lm_head.weight",
    "mistral, lm_head.weight",
    "phi3, lm_head.weight",
    "gpt-neox, embed_out.weight"
  })
  void hasNoLogitsWithoutTheHeadOfItsOwn(String family, String head) {
    var encoder = of(config(family));
    var weights = without(weights(family), head);
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("test")) {
      assertThat(encoder.heads(parameters)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"gpt2", "llama3", "qwen3", "gemma", "gemma3"})
  void usesItsTableWhereTheHeadIsTied(String family) {
    var encoder = of(config(family));
    var weights = weights(family);
    float[] right = logits(encoder, weights);
    var shape = weights.shape(encoder.table());
    weights.put("lm_head.weight", shape, new float[Math.toIntExact(shape.elements())]);
    assertThat(logits(encoder, weights)).isEqualTo(right);
  }

  /** ELECTRA's generator, which has another head than the discriminator of the golden file. */
  private static InMemoryWeights generator() {
    int narrow = 20; // the width of its embeddings
    String own = "generator_predictions.";
    return without(weights("electra"), "discriminator_predictions.dense.weight")
        .put(own + "dense.weight", Shape.of(narrow, WIDTH), rising(narrow * WIDTH))
        .put(own + "dense.bias", Shape.of(narrow), rising(narrow))
        .put(own + "LayerNorm.weight", Shape.of(narrow), rising(narrow))
        .put(own + "LayerNorm.bias", Shape.of(narrow), rising(narrow))
        .put("generator_lm_head.bias", Shape.of(440), rising(440));
  }

  private static float[] rising(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = i / 100f;
    }
    return values;
  }

  /** As a checkpoint whose {@code tie_word_embeddings} is false holds it. */
  @ParameterizedTest
  @CsvSource({
    "albert, predictions.decoder.weight",
    "bert, cls.predictions.decoder.weight",
    "deberta-v3, cls.predictions.decoder.weight",
    "distilbert, vocab_projector.weight",
    "electra, generator_lm_head.weight",
    "modernbert, decoder.weight",
    "nomic-bert, cls.predictions.decoder.weight",
    "roberta, lm_head.decoder.weight"
  })
  void usesAMatrixOfItsOwnWhereAMaskedHeadHasOne(String family, String own) {
    var encoder = of(config(family).put("tie_word_embeddings", false));
    var weights = family.equals("electra") ? generator() : weights(family);
    var shape = weights.shape(encoder.table());
    weights.put(own, shape, new float[Math.toIntExact(shape.elements())]);
    var bias = logits(encoder, weights);
    float[] table = weights.floats(encoder.table());
    weights.put(encoder.table(), shape, new float[table.length]);
    assertThat(logits(encoder, weights)).isEqualTo(bias); // the table has no part in it
    assertThat(logits(encoder, weights.put(own, shape, table))).isNotEqualTo(bias);
  }
}
