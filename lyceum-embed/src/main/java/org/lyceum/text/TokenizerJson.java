// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * The content of a {@code tokenizer.json}: what is in its vocabulary, and copies with our limit.
 */
final class TokenizerJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** More than any vocabulary has: an id beyond is a fault, not a reason for a table so large. */
  private static final int MOST = 1 << 24;

  private final Object source;
  private final ObjectNode root;
  private final Map<String, Integer> ids = new HashMap<>();
  private final String[] tokens;

  TokenizerJson(Object source, JsonNode root) {
    this.source = source;
    if (!(root instanceof ObjectNode object) || !root.has("model")) {
      throw new DataException(
          source, "must be a tokenizer.json with a 'model', as tokenizers writes");
    }
    this.root = object;
    var byId = new TreeMap<Integer, String>();
    readVocabulary(byId);
    root.path("added_tokens").forEach(t -> put(byId, t.path("content").asText(), t.path("id")));
    tokens = new String[byId.isEmpty() ? 0 : byId.lastKey() + 1];
    byId.forEach((id, token) -> tokens[id] = token);
  }

  private void readVocabulary(Map<Integer, String> byId) {
    JsonNode vocabulary = root.path("model").path("vocab");
    if (vocabulary.isObject()) {
      vocabulary.properties().forEach(e -> put(byId, e.getKey(), e.getValue()));
    } else if (vocabulary.isArray()) { // Unigram: [token, score] in the order of the ids
      for (int id = 0; id < vocabulary.size(); id++) {
        put(byId, vocabulary.get(id).path(0).asText(), id);
      }
    } else {
      throw new DataException(source, "'model.vocab' must be an object or an array");
    }
  }

  private void put(Map<Integer, String> byId, String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0 || id.intValue() >= MOST) {
      throw new DataException(
          source,
          "ids must be integers from 0 to %d, got %s of '%s'"
              .formatted(MOST - 1, id.isMissingNode() ? "none" : id, token));
    }
    put(byId, token, id.intValue());
  }

  private void put(Map<Integer, String> byId, String token, int id) {
    byId.put(id, token);
    ids.put(token, id);
  }

  /** Whether it says that long texts are cut. */
  boolean cutsTexts() {
    return root.path("truncation").isObject();
  }

  /** A copy with its own truncation and no padding, for the native library. */
  String limitedTo(int maxTokens, Side side) {
    var copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(root);
    copy.putNull("padding");
    if (maxTokens == Integer.MAX_VALUE) {
      copy.putNull("truncation");
    } else {
      copy.putObject("truncation")
          .put("direction", side == Side.LEFT ? "Left" : "Right")
          .put("max_length", maxTokens)
          .put("strategy", "LongestFirst")
          .put("stride", 0);
    }
    return text(copy);
  }

  /** The content as it was read. */
  String text() {
    return text(root);
  }

  private static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  ObjectNode root() {
    return root;
  }

  /** Whether the normalizer lower-cases, as far as a BERT tokenizer says so. */
  boolean lowerCases() {
    return root.path("normalizer").path("lowercase").asBoolean();
  }

  int vocabulary() {
    return tokens.length;
  }

  int tokenCount() {
    return ids.size();
  }

  @Nullable String token(int id) {
    return id >= 0 && id < tokens.length ? tokens[id] : null;
  }

  OptionalInt id(@Nullable String token) {
    Integer id = token == null ? null : ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The id that stands for what the vocabulary does not have. */
  OptionalInt unknown() {
    JsonNode model = root.path("model");
    return model.path("unk_id").isInt()
        ? OptionalInt.of(model.path("unk_id").asInt())
        : id(model.path("unk_token").textValue());
  }

  /** The id of padding as the file has it, else of the usual tokens. */
  OptionalInt padding() {
    JsonNode padding = root.path("padding").path("pad_id");
    if (padding.isInt()) {
      return OptionalInt.of(padding.asInt());
    }
    OptionalInt bert = id("[PAD]");
    return bert.isPresent() ? bert : id("<pad>");
  }

  boolean isSpecial(int id) {
    for (JsonNode token : root.path("added_tokens")) {
      if (token.path("id").asInt() == id) {
        return token.path("special").asBoolean();
      }
    }
    return false;
  }
}
