// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tokenizer_config.json} says, with the special tokens of {@code
 * special_tokens_map.json} where an old folder has them there; what it leaves out is as
 * transformers 4 has it for the class that it names.
 *
 * @param file the settings, empty where there is no such file
 * @param isThere whether there is one
 */
record TokenizerSettings(JsonFile file, boolean isThere) {
  private static final Set<String> LEFT_PADDED = Set.of("Llama", "CodeLlama", "Gemma", "Cohere");
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
          "CLIP",
          "Qwen2",
          "Longformer",
          "LED",
          "Bloom");

  static TokenizerSettings read(Path folder) {
    Path path = folder.resolve("tokenizer_config.json");
    var read = JsonFile.readIfPresent(path).map(JsonFile::root);
    ObjectNode settings = JsonNodeFactory.instance.objectNode();
    read.ifPresent(root -> root.properties().forEach(e -> settings.set(e.getKey(), e.getValue())));
    if (!settings.has("added_tokens_decoder")) {
      JsonFile.readIfPresent(folder.resolve("special_tokens_map.json"))
          .ifPresent(
              map -> map.root().properties().forEach(e -> settings.set(e.getKey(), e.getValue())));
    }
    return new TokenizerSettings(new JsonFile(path, settings), read.isPresent());
  }

  /** Settings that name a padding token, or nothing. */
  static TokenizerSettings of(@Nullable String padToken) {
    var node = JsonNodeFactory.instance.objectNode().put("pad_token", padToken);
    return new TokenizerSettings(new JsonFile(Path.of("tokenizer_config.json"), node), false);
  }

  private JsonNode root() {
    return file.root();
  }

  /** The class without its ending, such as {@code Bert}; empty where none is named. */
  String kind() {
    return root().path("tokenizer_class").asText("").replaceFirst("Tokenizer(Fast)?$", "");
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
    Side usual = LEFT_PADDED.contains(kind()) ? Side.LEFT : Side.RIGHT;
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
    return WITHOUT_TYPES.contains(kind())
        ? List.of("input_ids", "attention_mask")
        : List.of("input_ids", "token_type_ids", "attention_mask");
  }

  /** The longest row that the model takes. Python writes 1e30 for one that it does not know. */
  OptionalInt maxLength() {
    double length = file.number("model_max_length", 1e30);
    return length <= Integer.MAX_VALUE ? OptionalInt.of((int) length) : OptionalInt.empty();
  }
}
