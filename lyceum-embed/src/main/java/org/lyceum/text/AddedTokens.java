// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * Tokens that {@code tokenizer_config.json} names and {@code tokenizer.json} does not list as
 * added: they are found in texts too. One that the vocabulary lacks gets the next id.
 */
final class AddedTokens {
  private static final List<String> NAMED =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");
  private static final List<String> LISTS =
      List.of("additional_special_tokens", "extra_special_tokens");

  private final TokenizerJson vocabulary;
  private final ArrayNode all;
  private final Set<String> known = new HashSet<>();
  private int next;

  private AddedTokens(TokenizerJson vocabulary) {
    this.vocabulary = vocabulary;
    all = JsonNodeFactory.instance.arrayNode();
    vocabulary.root().path("added_tokens").forEach(all::add);
    all.forEach(token -> known.add(token.path("content").asText()));
    next = vocabulary.vocabulary();
  }

  /** The {@code added_tokens} of a tokenizer with those of its settings. */
  static ArrayNode of(TokenizerJson vocabulary, JsonFile settings) {
    var tokens = new AddedTokens(vocabulary);
    Set<String> special = special(settings.root());
    byId(settings)
        .forEach(token -> tokens.add(token, special.contains(token.path("content").asText())));
    special.forEach(tokens::addSpecial);
    return tokens.all;
  }

  private static Collection<JsonNode> byId(JsonFile settings) {
    var tokens = new TreeMap<Integer, JsonNode>();
    settings
        .inner("added_tokens_decoder")
        .root()
        .properties()
        .forEach(e -> tokens.put(id(settings, e.getKey()), e.getValue()));
    return tokens.values();
  }

  private static int id(JsonFile settings, String key) {
    try {
      return Integer.parseInt(key);
    } catch (NumberFormatException e) {
      throw new DataException(
          settings.path(),
          "the keys of 'added_tokens_decoder' must be ids, got '%s'".formatted(key),
          e);
    }
  }

  /** The texts of the special tokens, in the order in which they get ids. */
  private static Set<String> special(JsonNode settings) {
    var nodes = new ArrayList<JsonNode>();
    NAMED.forEach(key -> nodes.add(settings.path(key)));
    LISTS.forEach(key -> settings.path(key).forEach(nodes::add));
    var texts = new java.util.LinkedHashSet<String>();
    for (JsonNode node : nodes) {
      String text = TokenizerSettings.content(node);
      if (text != null && !text.isEmpty()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private void addSpecial(String text) {
    add(JsonNodeFactory.instance.objectNode().put("content", text).put("normalized", false), true);
  }

  private void add(JsonNode token, boolean isNamed) {
    String text = token.path("content").asText();
    if (text.isEmpty() || !known.add(text)) {
      return;
    }
    boolean special = isNamed || token.path("special").asBoolean();
    ObjectNode entry = all.addObject();
    entry.put("id", vocabulary.id(text).orElseGet(() -> next++)).put("content", text);
    for (String flag : List.of("single_word", "lstrip", "rstrip")) {
      entry.put(flag, token.path(flag).asBoolean());
    }
    entry.put("normalized", token.path("normalized").asBoolean(!special)).put("special", special);
  }
}
