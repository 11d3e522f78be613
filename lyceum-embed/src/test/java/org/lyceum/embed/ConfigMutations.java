// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Changes of a {@code config.json}, and what transformers makes of them. */
final class ConfigMutations {
  private static final String FILE = "config.json";

  /** What transformers does not compute an encoder's states with, or only limits their length. */
  private static final Set<String> IGNORED =
      Set.of(
          "architectures",
          "attention_dropout",
          "attention_probs_dropout_prob",
          "bos_token_id",
          "classifier_activation",
          "classifier_bias",
          "classifier_dropout",
          "classifier_pooling",
          "cls_token_id",
          "decoder_bias",
          "decoder_start_token_id",
          "dense_act_fn", // follows from feed_forward_proj
          "deterministic_flash_attn",
          "dropout_rate",
          "dtype",
          "embedding_dropout",
          "eos_token_id",
          "final_logit_softcapping",
          "hidden_dropout",
          "hidden_dropout_prob",
          "initializer_cutoff_factor",
          "initializer_factor",
          "initializer_range",
          "is_encoder_decoder",
          "is_gated_act", // follows from feed_forward_proj
          "legacy",
          "max_position_embeddings",
          "max_window_layers", // no layer sees a window
          "mlp_dropout",
          "num_decoder_layers",
          "pooler_dropout",
          "pooler_hidden_act",
          "pooler_hidden_size",
          "repad_logits_with_grad",
          "sep_token_id",
          "sliding_window_pattern", // layer_types go before it
          "_sliding_window_pattern",
          "sparse_pred_ignore_index",
          "sparse_prediction",
          "tie_word_embeddings",
          "transformers_version",
          "use_cache",
          "use_sliding_window"); // windows of no size

  /** Said twice in one file, or so coarse that another number may mean the same. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "max_relative_positions",
          "partial_rotary_factor",
          "relative_attention_max_distance",
          "rotary_emb_base",
          "rotary_pct");

  /** What transformers 4.57 takes where a file says nothing. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "bert",
          """
          {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "type_vocab_size": 2,
           "position_embedding_type": "absolute", "pad_token_id": 0}
          """,
          "roberta",
          """
          {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "type_vocab_size": 2,
           "position_embedding_type": "absolute", "pad_token_id": 1}
          """,
          "modernbert",
          """
          {"attention_bias": false, "mlp_bias": false, "norm_bias": false, "local_attention": 128,
           "global_attn_every_n_layers": 3, "global_rope_theta": 160000, "norm_eps": 1e-5,
           "local_rope_theta": 10000, "hidden_activation": "gelu", "pad_token_id": 50283}
          """,
          "deberta-v3",
          """
          {"hidden_act": "gelu", "layer_norm_eps": 1e-7, "relative_attention": false,
           "max_relative_positions": -1, "position_biased_input": true, "pos_att_type": [],
           "type_vocab_size": 0, "norm_rel_ebd": "none", "position_buckets": -1,
           "share_att_key": false, "pad_token_id": 0}
          """,
          "qwen3",
          """
          {"attention_bias": false, "head_dim": 128, "hidden_act": "silu", "rms_norm_eps": 1e-6,
           "rope_theta": 10000, "rope_scaling": null, "sliding_window": null,
           "layer_types": ["full_attention", "full_attention", "full_attention"],
           "pad_token_id": null, "num_key_value_heads": 32}
          """,
          "gemma3",
          """
          {"attention_bias": false, "attn_logit_softcapping": null, "head_dim": 256,
           "hidden_activation": "gelu_pytorch_tanh", "query_pre_attn_scalar": 256,
           "rms_norm_eps": 1e-6, "rope_local_base_freq": 10000, "rope_scaling": null,
           "rope_theta": 1000000, "sliding_window": 4096, "num_key_value_heads": 4,
           "layer_types": ["sliding_attention", "sliding_attention", "full_attention",
                           "sliding_attention"],
           "use_bidirectional_attention": false, "pad_token_id": 0}
          """,
          "gpt-neox",
          """
          {"attention_bias": true, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
           "use_parallel_residual": true, "rope_scaling": null, "pad_token_id": null}
          """,
          "t5",
          """
          {"d_kv": 64, "feed_forward_proj": "relu", "layer_norm_epsilon": 1e-6,
           "relative_attention_max_distance": 128, "relative_attention_num_buckets": 32,
           "pad_token_id": 0}
          """);

  private ConfigMutations() {}

  private static boolean isIgnored(String family, String key) {
    return IGNORED.contains(key) || (key.equals("pad_token_id") && !family.equals("roberta"));
  }

  private static List<String> keys(ObjectNode config, Set<JsonNodeType> types) {
    return config.properties().stream()
        .filter(entry -> types.contains(entry.getValue().getNodeType()))
        .map(Map.Entry::getKey)
        .filter(key -> !LEFT_OUT.contains(key))
        .toList();
  }

  /** Changes the value of a setting whose value is of a type; does nothing where there is none. */
  private static Expected change(
      ChangedFolder folder, JsonNodeType type, Function<JsonNode, Object> change) {
    var config = folder.object(FILE);
    var keys = keys(config, Set.of(type));
    if (keys.isEmpty()) {
      return Expected.SAME;
    }
    String key = folder.any(keys);
    JsonNode before = config.get(key);
    config.set(key, new ObjectMapper().valueToTree(change.apply(before)));
    folder.write(FILE, config);
    if (folder.object(FILE).get(key).equals(before)) {
      return Expected.SAME;
    }
    return named(
        isIgnored(folder.family(), key) ? Expected.REFUSED_OR_SAME : Expected.REFUSED_OR_OTHER,
        "%s %s -> %s".formatted(key, before, config.get(key)));
  }

  private static Expected named(Expected expected, String change) {
    return (what, found, right) -> expected.check(what + ": " + change, found, right);
  }

  /** Layers that the weights have and the configuration does not. */
  static Expected fewerLayers(ChangedFolder folder) {
    var config = folder.object(FILE);
    String key =
        Stream.of("num_hidden_layers", "num_layers").filter(config::has).findFirst().orElseThrow();
    config.put(key, folder.random().nextInt(config.get(key).intValue()));
    folder.write(FILE, config);
    return Expected.REFUSED;
  }

  static Expected absurdNumber(ChangedFolder folder) {
    Object value = folder.any(List.of(0, -3, Integer.MAX_VALUE, 1e300, "many", List.of(7)));
    return change(folder, JsonNodeType.NUMBER, before -> value);
  }

  static Expected otherNumber(ChangedFolder folder) {
    return change(
        folder,
        JsonNodeType.NUMBER,
        before ->
            before.isIntegralNumber() ? 2 * before.asLong() + 1 : before.asDouble() * 3 + 0.01);
  }

  static Expected otherString(ChangedFolder folder) {
    String value = folder.any(List.of("strange", "relu", "silu", "relative_key", ""));
    return change(folder, JsonNodeType.STRING, before -> value);
  }

  static Expected otherFlag(ChangedFolder folder) {
    return change(folder, JsonNodeType.BOOLEAN, before -> !before.booleanValue());
  }

  static Expected noFlag(ChangedFolder folder) {
    return change(folder, JsonNodeType.BOOLEAN, before -> "perhaps");
  }

  static Expected otherObject(ChangedFolder folder) {
    Object value = folder.any(List.of("yarn", Map.of("strange", 1), Map.of("rope_type", 7)));
    return change(folder, JsonNodeType.OBJECT, before -> value);
  }

  static Expected noList(ChangedFolder folder) {
    return change(folder, JsonNodeType.ARRAY, before -> List.of());
  }

  static Expected unknown(ChangedFolder folder) {
    folder.write(FILE, folder.object(FILE).put("strange_attention", true));
    return Expected.REFUSED;
  }

  /** A setting that is not there means its default. */
  static Expected remove(ChangedFolder folder) {
    var config = folder.object(FILE);
    String key = folder.any(keys(config, Set.of(JsonNodeType.values())));
    var without = config.deepCopy();
    without.remove(key);
    folder.write(FILE, without);
    if (isIgnored(folder.family(), key)) {
      return named(Expected.REFUSED_OR_SAME, "no " + key);
    }
    var defaults = defaults(folder.family());
    if (!defaults.has(key)) {
      return named(Expected.REFUSED, "no " + key);
    }
    var like = Expected.refusedOrLike(() -> vectors(folder, config.set(key, defaults.get(key))));
    return named(like, "no " + key);
  }

  private static List<float[]> vectors(ChangedFolder folder, ObjectNode config) {
    folder.write(FILE, config);
    return MutatedFoldersTest.vectors(folder.path());
  }

  private static JsonNode defaults(String family) {
    try {
      return new ObjectMapper().readTree(DEFAULTS.get(family));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
