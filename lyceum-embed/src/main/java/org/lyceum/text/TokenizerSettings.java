// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;

/**
 * What {@code tokenizer_config.json} says, with the special tokens of {@code
 * special_tokens_map.json} where an old folder has them there; what it leaves out is as
 * transformers 4 has it for its class of tokenizers.
 *
 * @param file the settings, empty where there is no such file
 * @param kind the class without its ending, such as {@code Bert}: the one that the settings name,
 *     else the usual one of the model; empty where neither is known
 */
record TokenizerSettings(JsonFile file, String kind) {
  private static final Set<String> LEFT_PADDED =
      Set.of("Llama", "CodeLlama", "Gemma", "Cohere", "XLNet");
  private static final Set<String> WITHOUT_TYPES =
      Set.of(
          "DistilBert",
          "Roberta",
          "XLMRoberta",
          "Camembert",
          "MPNet",
          "Bart",
          "MBart",
          "Barthez",
          "GPT2",
          "GPTNeoX",
          "Llama",
          "CodeLlama",
          "Gemma",
          "T5",
          "MT5",
          "CLIP",
          "Qwen2",
          "Longformer",
          "LED",
          "Bloom");

  /** The classes of models that do not name theirs, by {@code model_type}. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("albert", "Albert"),
          Map.entry("bart", "Bart"),
          Map.entry("bert", "Bert"),
          Map.entry("camembert", "Camembert"),
          Map.entry("clip", "CLIP"),
          Map.entry("cohere", "Cohere"),
          Map.entry("deberta-v2", "DebertaV2"),
          Map.entry("distilbert", "DistilBert"),
          Map.entry("electra", "Electra"),
          Map.entry("gemma", "Gemma"),
          Map.entry("gemma2", "Gemma"),
          Map.entry("gemma3", "Gemma"),
          Map.entry("gemma3_text", "Gemma"),
          Map.entry("gpt2", "GPT2"),
          Map.entry("gpt_neox", "GPTNeoX"),
          Map.entry("llama", "Llama"),
          Map.entry("longformer", "Longformer"),
          Map.entry("mistral", "Llama"),
          Map.entry("mpnet", "MPNet"),
          Map.entry("mt5", "T5"),
          Map.entry("olmo2", "GPTNeoX"),
          Map.entry("phi3", "Llama"),
          Map.entry("qwen2", "Qwen2"),
          Map.entry("qwen3", "Qwen2"),
          Map.entry("roberta", "Roberta"),
          Map.entry("t5", "T5"),
          Map.entry("umt5", "T5"),
          Map.entry("xlm-roberta", "XLMRoberta"));

  static TokenizerSettings read(Path folder) {
    Path path = folder.resolve("tokenizer_config.json");
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    merge(settings, path);
    if (!settings.has("added_tokens_decoder")) {
      merge(settings, folder.resolve("special_tokens_map.json"));
    }
    return new TokenizerSettings(new JsonFile(path, settings), kind(folder, settings));
  }

  private static void merge(ObjectNode settings, Path path) {
    JsonFile.readIfPresent(path)
        .ifPresent(
            read -> read.root().properties().forEach(e -> settings.set(e.getKey(), e.getValue())));
  }

  private static String kind(Path folder, JsonNode settings) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    merge(config, folder.resolve("config.json"));
    for (JsonNode node : List.of(settings, config)) {
      String named = node.path("tokenizer_class").asText("");
      if (node.path("tokenizer_class").isTextual() && !named.isEmpty()) {
        return named.replaceFirst("Tokenizer(Fast)?$", "");
      }
    }
    return USUAL.getOrDefault(config.path("model_type").asText(""), "");
  }

  /** Whether there is anything to follow. */
  boolean areGiven() {
    return !kind.isEmpty() || Files.exists(file.path());
  }

  /** Settings that name a padding token, or nothing. */
  static TokenizerSettings of(@Nullable String padToken) {
    var node = JsonNodeFactory.instance.objectNode().put("pad_token", padToken);
    return new TokenizerSettings(new JsonFile(Path.of("tokenizer_config.json"), node), "");
  }

  private JsonNode root() {
    return file.root();
  }

  /** The text of a special token such as {@code pad_token}, or null. */
  @Nullable String token(String key) {
    return content(root().path(key));
  }

  /** A token is its text, or an object that holds it. */
  static @Nullable String content(JsonNode token) {
    return token.isObject() ? token.path("content").textValue() : token.textValue();
  }

  /** Where padding stands. */
  Side paddingSide(JsonNode tokenizer) {
    Side usual = LEFT_PADDED.contains(kind) ? Side.LEFT : Side.RIGHT;
    Side written = Side.of(tokenizer.path("padding").path("direction").asText(""), usual);
    return Side.of(root().path("padding_side").asText(""), written);
  }

  /** Where long texts lose tokens. */
  Side truncationSide(JsonNode tokenizer) {
    String written = tokenizer.path("truncation").path("direction").asText("");
    return Side.of(root().path("truncation_side").asText(""), Side.of(written, Side.RIGHT));
  }

  /** The inputs that the model takes of what a tokenizer gives. */
  List<String> modelInputs() {
    var names = new ArrayList<String>();
    root().path("model_input_names").forEach(name -> names.add(name.asText()));
    if (!names.isEmpty()) {
      return List.copyOf(names);
    }
    return WITHOUT_TYPES.contains(kind)
        ? List.of("input_ids", "attention_mask")
        : List.of("input_ids", "token_type_ids", "attention_mask");
  }

  /** The longest row that the model takes. Python writes 1e30 for one that it does not know. */
  OptionalInt maxLength() {
    double length = file.number("model_max_length", 1e30);
    return length <= Integer.MAX_VALUE ? OptionalInt.of((int) length) : OptionalInt.empty();
  }
}
