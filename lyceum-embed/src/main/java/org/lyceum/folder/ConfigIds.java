// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lyceum.text.VocabularyCut;

/** The token ids in a {@code config.json}: {@code pad_token_id}, {@code eos_token_id}, ... */
final class ConfigIds {
  /** What is never written because of it; only a model that writes reads these. */
  private static final List<String> OF_WRITING =
      List.of("suppress_tokens", "begin_suppress_tokens", "bad_words_ids");

  private ConfigIds() {}

  /** The ids that it names. */
  static Set<Integer> of(ObjectNode config) {
    var ids = new TreeSet<Integer>();
    for (var entry : config.properties()) {
      if (namesIds(entry.getKey())) {
        addIds(entry.getValue(), ids);
      }
    }
    return ids;
  }

  private static boolean namesIds(String key) {
    return key.endsWith("_token_id") || key.endsWith("_token_ids");
  }

  private static void addIds(JsonNode value, Set<Integer> into) {
    if (value.canConvertToInt() && value.intValue() >= 0) {
      into.add(value.intValue());
    }
    value.forEach(each -> addIds(each, into));
  }

  /** A copy with the ids and the size of a smaller vocabulary. */
  static ObjectNode renumbered(ObjectNode config, VocabularyCut cut) {
    ObjectNode changed = config.deepCopy();
    changed.remove(OF_WRITING);
    for (var entry : config.properties()) {
      if (namesIds(entry.getKey())) {
        changed.set(entry.getKey(), renumbered(entry.getValue(), changed, cut));
      }
    }
    if (config.has("pad_vocab_size_multiple")) {
      changed.put("pad_vocab_size_multiple", 1);
    }
    return changed.put("vocab_size", cut.size());
  }

  private static JsonNode renumbered(JsonNode value, ObjectNode nodes, VocabularyCut cut) {
    if (value.isArray()) {
      var all = new ArrayList<JsonNode>();
      value.forEach(each -> all.add(renumbered(each, nodes, cut)));
      return nodes.arrayNode().addAll(all);
    }
    return value.canConvertToInt() && cut.keeps(value.intValue())
        ? nodes.numberNode(cut.newId(value.intValue()))
        : value;
  }
}
