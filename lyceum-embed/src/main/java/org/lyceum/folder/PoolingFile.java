// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.files.JsonFile;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;

/** The {@code config.json} of a pooling module, in both dialects. */
final class PoolingFile {
  /** The flags of versions 2 to 5.3, by the name of the pooling. */
  private static final Map<String, String> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("cls", "pooling_mode_cls_token");
    FLAGS.put("mean", "pooling_mode_mean_tokens");
    FLAGS.put("max", "pooling_mode_max_tokens");
    FLAGS.put("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens");
    FLAGS.put("weightedmean", "pooling_mode_weightedmean_tokens");
    FLAGS.put("lasttoken", "pooling_mode_lasttoken");
  }

  private PoolingFile() {}

  /** The names of all poolings that a file turns on, known or not. */
  static List<String> turnedOn(JsonNode file) {
    var names = new ArrayList<String>();
    JsonNode mode = file.path("pooling_mode");
    if (mode.isTextual()) {
      names.add(mode.textValue());
    }
    mode.forEach(each -> names.add(each.asText()));
    FLAGS.forEach(
        (name, flag) -> {
          if (file.path(flag).asBoolean()) {
            names.add(name);
          }
        });
    return names;
  }

  /** The pooling of a file, which must fit states of this width. */
  static Pooling read(JsonFile file, int width) {
    int declared =
        file.has("embedding_dimension")
            ? file.integer("embedding_dimension")
            : file.integer("word_embedding_dimension");
    if (declared != width) {
      throw new DataException(
          file.path(),
          "the pooled width must be the encoder's, %d, got %d; take the file of this model"
              .formatted(width, declared));
    }
    List<String> names = file.has("pooling_mode") ? modes(file) : flags(file);
    if (names.isEmpty()) {
      throw new DataException(
          file.path(),
          "one pooling must be chosen, but none is: set 'pooling_mode_mean_tokens' or another to"
              + " true");
    }
    try {
      return Pooling.named(names);
    } catch (IllegalArgumentException e) {
      throw new DataException(file.path(), e);
    }
  }

  private static List<String> modes(JsonFile file) {
    JsonNode mode = file.root().get("pooling_mode");
    var names = new ArrayList<String>();
    if (mode.isTextual()) {
      names.add(mode.textValue());
    }
    mode.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static List<String> flags(JsonFile file) {
    if (!file.has("pooling_mode_mean_tokens")) {
      throw new DataException(
          file.path(),
          "'pooling_mode_mean_tokens' must be there, as readers differ on what its absence means;"
              + " add it, true or false");
    }
    return FLAGS.entrySet().stream()
        .filter(e -> file.flag(e.getValue(), false))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The file's content in the old dialect. */
  static ObjectNode old(Pooling pooling, int width, boolean includePrompt) {
    var node = JsonNodeFactory.instance.objectNode().put("word_embedding_dimension", width);
    List<String> names = names(pooling);
    FLAGS.forEach((name, flag) -> node.put(flag, names.contains(name)));
    return node.put("include_prompt", includePrompt);
  }

  /** The file's content in the new dialect. */
  static ObjectNode fresh(Pooling pooling, int width, boolean includePrompt) {
    var node = JsonNodeFactory.instance.objectNode().put("embedding_dimension", width);
    List<String> names = names(pooling);
    if (names.size() == 1) {
      node.put("pooling_mode", names.getFirst());
    } else {
      names.forEach(node.putArray("pooling_mode")::add);
    }
    return node.put("include_prompt", includePrompt);
  }

  private static List<String> names(Pooling pooling) {
    return pooling instanceof Pooling.Concatenated(List<Pooling> parts)
        ? parts.stream().map(Pooling::name).toList()
        : List.of(pooling.name());
  }
}
