// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

class SettingsTest {
  private static final Path FILE = Path.of("config.json");

  private static ObjectNode config(String family) {
    return JsonFile.read(GoldenFiles.path("encoders/" + family).resolve("config.json"))
        .object()
        .deepCopy();
  }

  private static Architecture of(ObjectNode config) {
    return Families.of(new JsonFile(FILE, config));
  }

  @Test
  void refusesASettingThatIsNotUnderstood() {
    var config = config("bert").put("use_magic_attention", 3);
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'use_magic_attention' is 3, a setting that is not understood");
  }

  @Test
  void takesSettingsThatAreNullOrChangeNothing() {
    var config = config("bert").put("is_causal", false).putNull("other");
    config.put("attention_probs_dropout_prob", 0.7).put("transformers_version", "99");
    assertThat(of(config)).isEqualTo(of(config("bert")));
  }

  @Test
  void refusesHeadsThatWereCutOut() {
    var config = config("bert");
    config.putObject("pruned_heads");
    assertThat(of(config)).isEqualTo(of(config("bert")));
    config.putObject("pruned_heads").putArray("0").add(1);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("'pruned_heads'");
  }

  /** One that is not known may be on where it is not named, as biases are. */
  @Test
  void refusesASettingThatIsTurnedOffAndNotUnderstood() {
    var config = config("bert").put("use_plain_attention", false);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("'use_plain_attention' is false");
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#causal")
  void readsWhetherADecoderSeesToBothSides(String family) {
    var config = config(family).put("is_causal", false);
    if (family.equals("gemma3")) {
      assertThatThrownBy(() -> of(config)).hasMessageContaining("'is_causal' is 'false'");
    } else {
      assertThat(of(config).causal()).isFalse();
    }
  }

  /** A window is what a token sees back, itself included; to both sides it is so many to each. */
  @Test
  void keepsTheWindowOfADecoderThatSeesToBothSides() {
    assertThat(of(config("mistral").put("sliding_window", 5)).place(0))
        .isEqualTo(new Reach(true, 4));
    assertThat(of(config("mistral").put("sliding_window", 5).put("is_causal", false)).place(0))
        .isEqualTo(new Reach(false, 5));
  }

  @Test
  void hasTheWindowOfItsFamilyWhereTheFileNamesNone() {
    var absent = config("mistral");
    absent.remove("sliding_window");
    assertThat(of(absent).place(0)).isEqualTo(new Reach(true, 4095));
    assertThat(of(config("mistral").putNull("sliding_window")).place(0)).isEqualTo(Reach.CAUSAL);
    var qwen = config("qwen2").put("use_sliding_window", true).put("max_window_layers", 1);
    qwen.remove(List.of("sliding_window", "layer_types"));
    assertThat(of(qwen).place(0)).isEqualTo(Reach.CAUSAL);
    assertThat(of(qwen).place(2)).isEqualTo(new Reach(true, 4095));
  }

  @Test
  void hasTheActivationOfItsFamilyWhereTheFileNamesNone() {
    var albert = config("albert");
    albert.remove("hidden_act");
    assertThat(of(albert)).isEqualTo(of(config("albert").put("hidden_act", "gelu_new")));
    var nomic = config("nomic-bert");
    nomic.remove("hidden_act");
    assertThat(((NomicBert) of(nomic)).config().activation()).isEqualTo(Activation.SILU);
    var mt5 = config("mt5");
    mt5.remove("feed_forward_proj");
    assertThat(of(mt5)).isEqualTo(of(config("mt5")));
  }

  @Test
  void refusesActivationsOfT5ThatContradictEachOther() {
    assertThatThrownBy(() -> of(config("t5").put("is_gated_act", true)))
        .hasMessageContaining("'is_gated_act' is 'true', not 'false'");
    assertThatThrownBy(() -> of(config("t5").put("dense_act_fn", "gelu_new")))
        .hasMessageContaining("'dense_act_fn' is 'gelu_new', not 'relu'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemma3", "qwen2", "modernbert"})
  void refusesTypesOfLayersThatAreUnknownOrTooMany(String family) {
    int layers = of(config(family)).sizes().layers();
    var one = config(family);
    one.putArray("layer_types").add("chunked_attention");
    IntStream.range(1, layers).forEach(i -> one.withArray("layer_types").add("full_attention"));
    assertThatThrownBy(() -> of(one)).hasMessageContaining("'layer_types' has 'chunked_attention'");
    var many = config(family);
    many.putArray("layer_types");
    IntStream.rangeClosed(0, layers)
        .forEach(i -> many.withArray("layer_types").add("full_attention"));
    assertThatThrownBy(() -> of(many))
        .hasMessageContaining("a type for each of %d layers, got %d".formatted(layers, layers + 1));
  }

  @Test
  void refusesScoresThatWouldBeNoNumbers() {
    for (double scalar : new double[] {0, -3, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> of(config("gemma3").put("query_pre_attn_scalar", scalar)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'query_pre_attn_scalar' must be");
    }
    assertThatThrownBy(() -> of(config("gemma").put("final_logit_softcapping", -1.0)))
        .hasMessageContaining("'final_logit_softcapping' must be above 0");
  }

  /** As the authors of Nomic Embed 2 write it. */
  private static ObjectNode experts(int counting, int number) {
    var config = new ObjectMapper().createObjectNode().put("model_type", "nomic_bert");
    config.put("n_embd", 8).put("n_layer", 2).put("n_head", 2).put("vocab_size", 9);
    config.put("activation_function", "gelu").put("rotary_emb_fraction", 1.0);
    config.put("moe_every_n_layers", 2).put("moe_top_k", counting).put("num_experts", number);
    return config;
  }

  @Test
  void refusesMoreExpertsThanThereAreOrNone() {
    assertThat(of(experts(8, 8)).compared()).isFalse();
    for (int counting : new int[] {0, -1, 9}) {
      assertThatThrownBy(() -> of(experts(counting, 8)))
          .hasMessageContaining("'moe_top_k' must be 1 to the 8 of 'num_experts'");
    }
  }

  @Test
  void refusesWhatOnlyTheDefaultsOfAnotherLibraryWouldSay() {
    assertThatThrownBy(() -> of(experts(2, 8).without("activation_function")))
        .hasMessageContaining("'activation_function' must be a string, but it is missing");
    assertThatThrownBy(() -> of(experts(2, 8).without("rotary_emb_fraction")))
        .hasMessageContaining("'rotary_emb_fraction' must be above 0");
  }

  @Test
  void refusesAConvolutionBehindNoLayer() {
    var config = config("deberta-v2").put("num_hidden_layers", 0).put("conv_kernel_size", 3);
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'num_hidden_layers' must be at least 1");
  }

  @Test
  void takesWhatFirstFilesOfModernBertSayAndNobodyReads() {
    var config = config("modernbert").put("layer_norm_eps", 0.5);
    config.put("position_embedding_type", "absolute").put("is_causal", false);
    assertThat(of(config)).hasToString(of(config("modernbert")).toString());
    assertThatThrownBy(() -> of(config.put("position_embedding_type", "alibi")))
        .hasMessageContaining("position_embedding_type is 'alibi'");
    assertThatThrownBy(() -> of(config("modernbert").put("is_causal", true)))
        .hasMessageContaining("'is_causal' is 'true'");
  }

  @Test
  void refusesAnUnknownStretchingOfPositions() {
    var config = config("llama");
    config.putObject("rope_scaling").put("rope_type", "spiral").put("factor", 2.0);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("rope_type is 'spiral'");
  }

  @Test
  void refusesHeadsThatDoNotFit() {
    var config = config("llama").put("num_key_value_heads", 3);
    assertThatThrownBy(() -> of(config))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be a multiple of those of keys, got 4 and 3");
    assertThatThrownBy(() -> Heads.of(5, 32)).hasMessageContaining("heads must divide");
  }

  @Test
  void refusesACappedScore() {
    var config = config("gemma3").put("attn_logit_softcapping", 50.0);
    assertThatThrownBy(() -> of(config)).hasMessageContaining("'attn_logit_softcapping' is '50.0'");
  }

  @Test
  void putsDistancesIntoBucketsAsT5Does() {
    var row = RelativeBias.Buckets.logarithmic(32, 128).row();
    // exact to 7 either way, then 8 buckets to 127: 8 + log(16 / 8) / log(128 / 8) * 8 = 10
    int[] wanted = {0, 7, 16 + 1, 16 + 7, 8, 10, 15, 31};
    int[] distances = {0, -7, 1, 7, -8, -16, -200, 200};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(row.applyAsInt(distances[i])).as("%d", distances[i]).isEqualTo(wanted[i]);
    }
  }
}
