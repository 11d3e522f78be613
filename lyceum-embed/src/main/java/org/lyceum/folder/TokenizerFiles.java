// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.family.Bert;
import org.lyceum.files.JsonFile;
import org.lyceum.text.Tokenizer;

/** Copies the tokenizer of a folder to another and adds the files that older readers want. */
record TokenizerFiles(Path source, Tokenizer tokenizer) {
  /** Files that are copied as they are. */
  static final List<String> COPIED =
      List.of(
          "tokenizer.json",
          "vocab.txt",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "spiece.model",
          "sentencepiece.bpe.model",
          "tokenizer.model",
          "spm.model");

  private static final List<String> SPECIAL = List.of("cls", "mask", "pad", "sep", "unk");

  /** The tokenizer of a model; readers of tables look at {@code tokenizer.json} alone. */
  static Tokenizer open(Path folder, ModelSpec spec) {
    return spec.backbone() instanceof Backbone.OfTable
        ? Tokenizer.openAsWritten(folder)
        : Tokenizer.open(folder);
  }

  void write(Path target, ModelSpec spec) throws IOException {
    for (String name : COPIED) {
      if (Files.exists(source.resolve(name))) {
        Files.copy(source.resolve(name), target.resolve(name));
      }
    }
    if (!Files.exists(target.resolve("tokenizer.json"))) {
      Files.writeString(target.resolve("tokenizer.json"), tokenizer.json());
    }
    if (spec.backbone() instanceof Backbone.OfTable && tokenizer.cutsTexts()) {
      Files.writeString(target.resolve("tokenizer.json"), tokenizer.jsonWithoutCutting());
    }
    ObjectNode settings = settings(spec);
    write(target.resolve("tokenizer_config.json"), settings);
    if (spec.backbone().architecture() instanceof Bert) {
      writeBert(target, settings);
    }
  }

  private void writeBert(Path target, ObjectNode settings) throws IOException {
    if (!Files.exists(target.resolve("special_tokens_map.json"))) {
      ObjectNode map = JsonNodeFactory.instance.objectNode();
      for (String kind : SPECIAL) {
        if (settings.path(kind + "_token").isTextual()) {
          map.put(kind + "_token", settings.path(kind + "_token").textValue());
        }
      }
      write(target.resolve("special_tokens_map.json"), map);
    }
    if (!Files.exists(target.resolve("vocab.txt"))) {
      Files.write(target.resolve("vocab.txt"), lines(tokenizer).getBytes(UTF_8));
    }
  }

  /** A token a line, as in {@code vocab.txt}. */
  static String lines(Tokenizer tokenizer) {
    var words = new StringBuilder();
    for (int id = 0; id < tokenizer.vocabulary(); id++) {
      String token = tokenizer.token(id);
      words.append(token == null ? "[unused-" + id + "]" : token).append('\n');
    }
    return words.toString();
  }

  /** The source's settings, with this model's limit. */
  private ObjectNode settings(ModelSpec spec) {
    JsonNode read =
        JsonFile.readIfPresent(source.resolve("tokenizer_config.json"))
            .map(JsonFile::root)
            .orElseGet(this::defaults);
    ObjectNode settings = (ObjectNode) read.deepCopy();
    if (spec.backbone().architecture() != null && spec.text().maxTokens() != Integer.MAX_VALUE) {
      settings.put("model_max_length", spec.text().maxTokens());
    }
    return withKnownClass(settings);
  }

  /** The same settings under the name of the class that older readers know too. */
  static ObjectNode withKnownClass(ObjectNode settings) {
    if (settings.path("tokenizer_class").asText().equals("TokenizersBackend")) {
      settings.put("tokenizer_class", "PreTrainedTokenizerFast");
    }
    return settings;
  }

  private ObjectNode defaults() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("clean_up_tokenization_spaces", true);
    for (String kind : SPECIAL) {
      String token = "[" + kind.toUpperCase(java.util.Locale.ROOT) + "]";
      if (tokenizer.id(token).isPresent()) {
        node.put(kind + "_token", token);
      }
    }
    node.put("do_lower_case", tokenizer.lowerCases());
    node.putNull("strip_accents").put("tokenize_chinese_chars", true);
    return node.put("tokenizer_class", "BertTokenizer");
  }

  private static void write(Path file, JsonNode content) throws IOException {
    Files.write(file, JsonText.of(content).getBytes(UTF_8));
  }
}
