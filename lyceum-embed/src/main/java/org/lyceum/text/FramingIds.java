// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/** The ids in a {@code tokenizer.json} of what is put around texts: post-processor and padding. */
final class FramingIds {
  private FramingIds() {}

  static void forEach(ObjectNode json, IntConsumer action) {
    renumber(
        json.deepCopy(),
        id -> {
          action.accept(id);
          return id;
        });
  }

  static void renumber(ObjectNode json, IntUnaryOperator newId) {
    if (json.path("padding") instanceof ObjectNode padding && padding.path("pad_id").isInt()) {
      padding.put("pad_id", newId.applyAsInt(padding.path("pad_id").asInt()));
    }
    if (json.path("post_processor") instanceof ObjectNode processor) {
      processor(processor, newId);
    }
  }

  private static void processor(ObjectNode processor, IntUnaryOperator newId) {
    for (JsonNode part : processor.path("processors")) {
      if (part instanceof ObjectNode inner) {
        processor(inner, newId);
      }
    }
    for (String key : new String[] {"sep", "cls"}) { // of BERT's and RoBERTa's: [token, id]
      if (processor.path(key) instanceof ArrayNode pair && pair.path(1).isInt()) {
        pair.set(1, pair.numberNode(newId.applyAsInt(pair.path(1).asInt())));
      }
    }
    for (JsonNode token : processor.path("special_tokens")) { // of a template
      if (token.path("ids") instanceof ArrayNode ids) {
        for (int i = 0; i < ids.size(); i++) {
          ids.set(i, ids.numberNode(newId.applyAsInt(ids.path(i).asInt())));
        }
      }
    }
  }
}
