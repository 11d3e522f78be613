// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * What transformers changes in a {@code tokenizer.json} when it loads a folder: where {@code
 * tokenizer_config.json} says otherwise, that holds. Which of its members count depends on the
 * class that it names.
 */
final class LoadingRules {
  private static final Set<String> LOWER_CASING =
      Set.of(
          "Bert",
          "DistilBert",
          "Electra",
          "MPNet",
          "MobileBert",
          "Funnel",
          "LayoutLM",
          "Lxmert",
          "ConvBert",
          "SqueezeBert",
          "DPRQuestionEncoder",
          "DPRContextEncoder",
          "DPRReader");
  private static final Set<String> TRIMMING =
      Set.of("Roberta", "Bart", "Longformer", "LED", "Mvp", "Blenderbot");
  private static final Map<String, Frame> FRAMED =
      Map.of(
          "Llama", new Frame("<s>", "</s>", true),
          "CodeLlama", new Frame("<s>", "</s>", true),
          "Gemma", new Frame("<bos>", "<eos>", true),
          "Cohere", new Frame("<BOS_TOKEN>", "<|END_OF_TURN_TOKEN|>", true),
          "GPTNeoX", new Frame("<|endoftext|>", "<|endoftext|>", false));

  private final TokenizerSettings settings;
  private final JsonFile file;
  private final ObjectNode root;

  /**
   * Start and end of a class that makes its post-processor itself, and whether a start is usual.
   */
  private record Frame(String start, String end, boolean starts) {}

  private LoadingRules(TokenizerSettings settings, ObjectNode root) {
    this.settings = settings;
    this.file = settings.file();
    this.root = root;
  }

  /**
   * {@return the content of a tokenizer.json as the settings have it}
   *
   * @param source names it in messages
   * @param read the content, which stays as it is
   */
  static JsonNode apply(Object source, JsonNode read, TokenizerSettings settings) {
    if (!settings.areGiven() || !read.isObject()) {
      return read;
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    read.properties().forEach(e -> root.set(e.getKey(), e.getValue()));
    root.set("added_tokens", AddedTokens.of(new TokenizerJson(source, read), settings.file()));
    var rules = new LoadingRules(settings, root);
    rules.lowerCase();
    rules.prefixSpace();
    rules.trim();
    Frame frame = FRAMED.get(settings.kind());
    if (frame != null) {
      rules.frame(new TokenizerJson(source, root), frame);
    }
    return root;
  }

  /** A copy of a part of the tokenizer that may be changed, if it is of a type. */
  private @Nullable ObjectNode part(String name, Set<String> types) {
    if (root.path(name) instanceof ObjectNode part && types.contains(part.path("type").asText())) {
      ObjectNode copy = part.deepCopy();
      root.set(name, copy);
      return copy;
    }
    return null;
  }

  private void lowerCase() {
    if (!LOWER_CASING.contains(settings.kind())) {
      return;
    }
    ObjectNode normalizer = part("normalizer", Set.of("BertNormalizer"));
    if (normalizer == null) {
      return;
    }
    normalizer.put("lowercase", file.flag("do_lower_case", true));
    if (file.has("strip_accents")) {
      normalizer.put("strip_accents", file.flag("strip_accents", true));
    } else {
      normalizer.putNull("strip_accents");
    }
    if (!settings.kind().equals("MPNet")) {
      normalizer.put("handle_chinese_chars", file.flag("tokenize_chinese_chars", true));
    }
  }

  private void prefixSpace() {
    ObjectNode splitter = part("pre_tokenizer", Set.of("ByteLevel"));
    JsonNode wanted = file.root().path("add_prefix_space");
    if (splitter != null && !wanted.isNull()) {
      splitter.put("add_prefix_space", wanted.asBoolean(false));
    }
  }

  private void trim() {
    if (!TRIMMING.contains(settings.kind())) {
      return;
    }
    ObjectNode processor = part("post_processor", Set.of("RobertaProcessing", "ByteLevel"));
    if (processor != null) {
      processor.put("add_prefix_space", file.flag("add_prefix_space", false));
      processor.put("trim_offsets", file.flag("trim_offsets", true));
    }
  }

  private void frame(TokenizerJson vocabulary, Frame frame) {
    ObjectNode template = JsonNodeFactory.instance.objectNode().put("type", "TemplateProcessing");
    ArrayNode single = template.putArray("single");
    ArrayNode pair = template.putArray("pair");
    template.putObject("special_tokens");
    String start = framing("bos_token", frame.start(), file.flag("add_bos_token", frame.starts()));
    String end = framing("eos_token", frame.end(), file.flag("add_eos_token", false));
    surround(single, start, TemplatePart.sequence("A", 0), end, 0);
    surround(pair, start, TemplatePart.sequence("A", 0), end, 0);
    surround(pair, start, TemplatePart.sequence("B", 1), end, 1);
    for (String token : new String[] {start, end}) {
      if (token != null) {
        TemplatePart.define(template, token, id(vocabulary, token));
      }
    }
    root.set("post_processor", template);
  }

  private static void surround(
      ArrayNode into, @Nullable String start, ObjectNode text, @Nullable String end, int type) {
    if (start != null) {
      into.add(TemplatePart.special(start, type));
    }
    into.add(text);
    if (end != null) {
      into.add(TemplatePart.special(end, type));
    }
  }

  private @Nullable String framing(String key, String usual, boolean adds) {
    if (!adds) {
      return null;
    }
    String token = file.root().has(key) ? settings.token(key) : usual;
    if (token == null) {
      throw new DataException(
          file.path(), "'%s' must name a token, as it is to be added to texts".formatted(key));
    }
    return token;
  }

  private int id(TokenizerJson vocabulary, String token) {
    return vocabulary
        .id(token)
        .orElseThrow(
            () ->
                new DataException(
                    file.path(),
                    "adds '%s' to texts, which the vocabulary must have".formatted(token)));
  }
}
