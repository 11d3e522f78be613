// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Encoding;
import org.lyceum.text.Padding;
import org.lyceum.text.Side;
import org.lyceum.text.TextPair;
import org.lyceum.text.Tokenizer;
import org.lyceum.text.Truncation;

/**
 * What a folder's tokenizer makes of texts, beside {@code tokens.json}: ids, masks, offsets, words,
 * pairs, truncation, padding and the text that comes back.
 */
final class TokenParity {
  static final String FILE = "tokens.json";

  private static final List<String> PARTS = List.of("single", "pair", "truncated", "padded");

  private final Tokenizer tokenizer;
  private final JsonNode wanted;

  private TokenParity(Tokenizer tokenizer, JsonNode wanted) {
    this.tokenizer = tokenizer;
    this.wanted = wanted;
  }

  /**
   * {@return for each part and member the number of cases that differ}
   *
   * @param model a folder with a tokenizer
   * @param fixture a folder with {@code tokens.json}
   * @throws DataException if either cannot be read, or there is no case
   */
  static List<Difference> check(Path model, Path fixture) {
    JsonFile file = JsonFile.read(fixture.resolve(FILE));
    if (PARTS.stream().allMatch(part -> file.root().path(part).isEmpty())) {
      throw new DataException(file.path(), "must hold cases under one of " + PARTS);
    }
    try (var tokenizer = Tokenizer.open(model)) {
      return new TokenParity(tokenizer, file.root()).check();
    }
  }

  private List<Difference> check() {
    var differences = new ArrayList<Difference>(vocabulary());
    for (String part : PARTS) {
      var tally = new Tally(part);
      for (JsonNode each : wanted.path(part)) {
        tally.add(name(each), each, found(part, each));
      }
      differences.addAll(tally.differences());
    }
    return differences;
  }

  private List<Difference> vocabulary() {
    var tally = new Tally("vocabulary");
    if (wanted.has("vocab_size")) {
      var size = IntNode.valueOf(tokenizer.tokenCount());
      tally.compare("size", "number of tokens", wanted.path("vocab_size"), size);
    }
    for (var special : wanted.path("special_tokens").properties()) {
      var id = IntNode.valueOf(tokenizer.id(special.getKey()).orElse(-1));
      tally.compare("special", special.getKey(), special.getValue(), id);
    }
    return tally.differences();
  }

  /** How a case is told apart from the others. */
  private static String name(JsonNode each) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    for (String key :
        List.of("strategy", "side", "pad_to_multiple_of", "text", "a", "b", "texts")) {
      if (each.hasNonNull(key)) {
        inputs.set(key, each.get(key));
      }
    }
    return inputs.size() == 1 ? inputs.elements().next().toString() : inputs.toString();
  }

  private ObjectNode found(String part, JsonNode each) {
    try {
      return switch (part) {
        case "single" -> single(each.path("text").asText());
        case "padded" -> padded(each);
        default -> pair(each);
      };
    } catch (IllegalArgumentException e) {
      return JsonNodeFactory.instance.objectNode().put("error", e.getMessage());
    }
  }

  private ObjectNode single(String text) {
    Encoding encoding = tokenizer.encode(text, EncodeOptions.PLAIN);
    Encoding bare = tokenizer.encode(text, EncodeOptions.PLAIN.withoutSpecialTokens());
    ObjectNode row = TokenRow.of(TextPair.single(text), encoding);
    row.set("no_specials", TokenRow.array(bare.ids()));
    return row.put("decoded", tokenizer.decode(encoding.ids(), true));
  }

  private ObjectNode pair(JsonNode each) {
    var texts = new TextPair(each.path("a").asText(), each.path("b").textValue());
    var options = EncodeOptions.PLAIN.truncated(truncation(each));
    String second = texts.second();
    return TokenRow.of(
        texts,
        second == null
            ? tokenizer.encode(texts.first(), options)
            : tokenizer.encode(texts.first(), second, options));
  }

  /** How a case is cut, or null. */
  private @Nullable Truncation truncation(JsonNode each) {
    if (!each.has("strategy") && !each.path("truncation").asBoolean()) {
      return null;
    }
    int limit = each.path("max_length").asInt(tokenizer.maxLength().orElse(Integer.MAX_VALUE));
    String strategy = each.path("strategy").asText("longest_first").toUpperCase(Locale.ROOT);
    return new Truncation(limit, Truncation.Strategy.valueOf(strategy), null);
  }

  private ObjectNode padded(JsonNode each) {
    var texts = new ArrayList<TextPair>();
    each.path("texts").forEach(text -> texts.add(TextPair.single(text.asText())));
    boolean fixed = each.path("padding").asText().equals("max_length");
    var padding =
        new Padding(
            fixed ? each.path("max_length").asInt() : 0,
            each.path("pad_to_multiple_of").asInt(1),
            Side.valueOf(each.path("side").asText("right").toUpperCase(Locale.ROOT)));
    List<Encoding> rows =
        tokenizer.encode(texts, new EncodeOptions(true, truncation(each), padding));
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode row = TokenRow.of(texts.get(i), rows.get(i));
      row.properties().forEach(e -> result.withArray("/" + e.getKey()).add(e.getValue()));
    }
    return result;
  }
}
