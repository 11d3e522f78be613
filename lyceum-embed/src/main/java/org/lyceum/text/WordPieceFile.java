// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * BERT's older tokenizer files, {@code vocab.txt} and {@code tokenizer_config.json}, made into a
 * {@code tokenizer.json}.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, appendix A
 */
final class WordPieceFile {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private WordPieceFile() {}

  static JsonNode read(Path vocabularyFile, JsonFile settings) {
    Map<String, Integer> ids = vocabulary(vocabularyFile);
    var special = new ArrayList<String>();
    for (String key : List.of("pad_token", "unk_token", "cls_token", "sep_token", "mask_token")) {
      special.add(specialToken(settings, key));
    }
    ObjectNode root = JSON.objectNode();
    root.put("version", "1.0").putNull("truncation").putNull("padding");
    for (String token : special) {
      root.withArray("/added_tokens").add(added(token, id(vocabularyFile, ids, token)));
    }
    root.set("normalizer", normalizer(settings));
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    root.set("post_processor", template(special.get(2), special.get(3), ids));
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model = root.putObject("model");
    model.put("type", "WordPiece").put("unk_token", special.get(1));
    model.put("continuing_subword_prefix", "##").put("max_input_chars_per_word", 100);
    ObjectNode words = model.putObject("vocab");
    ids.forEach(words::put);
    return root;
  }

  private static int id(Path file, Map<String, Integer> ids, String token) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new DataException(file, "must have a line '%s'".formatted(token));
    }
    return id;
  }

  private static Map<String, Integer> vocabulary(Path file) {
    var ids = new LinkedHashMap<String, Integer>();
    try {
      int id = 0;
      for (String line : Files.readAllLines(file)) {
        ids.put(line, id++); // of a token that stands twice the last line counts
      }
    } catch (IOException e) {
      throw new DataException(file, "must be readable UTF-8, a token a line", e);
    }
    return ids;
  }

  private static String specialToken(JsonFile settings, String key) {
    JsonNode node = settings.root().path(key);
    String usual =
        "[" + key.substring(0, key.indexOf('_')).toUpperCase(java.util.Locale.ROOT) + "]";
    return node.isObject() ? node.path("content").asText(usual) : node.asText(usual);
  }

  private static ObjectNode added(String token, int id) {
    return JSON.objectNode()
        .put("id", id)
        .put("content", token)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  private static ObjectNode normalizer(JsonFile settings) {
    ObjectNode node = JSON.objectNode().put("type", "BertNormalizer").put("clean_text", true);
    node.put("handle_chinese_chars", settings.flag("tokenize_chinese_chars", true));
    if (settings.has("strip_accents")) {
      node.put("strip_accents", settings.flag("strip_accents", true));
    } else {
      node.putNull("strip_accents");
    }
    return node.put("lowercase", settings.flag("do_lower_case", true));
  }

  private static ObjectNode template(String start, String end, Map<String, Integer> ids) {
    ObjectNode node = JSON.objectNode().put("type", "TemplateProcessing");
    node.putArray("single")
        .add(TemplatePart.special(start, 0))
        .add(TemplatePart.sequence("A", 0))
        .add(TemplatePart.special(end, 0));
    node.putArray("pair")
        .add(TemplatePart.special(start, 0))
        .add(TemplatePart.sequence("A", 0))
        .add(TemplatePart.special(end, 0))
        .add(TemplatePart.sequence("B", 1))
        .add(TemplatePart.special(end, 1));
    node.putObject("special_tokens");
    for (String token : List.of(start, end)) {
      TemplatePart.define(node, token, ids.getOrDefault(token, 0));
    }
    return node;
  }
}
