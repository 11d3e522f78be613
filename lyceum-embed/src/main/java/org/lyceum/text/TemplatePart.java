// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Parts of the post-processor {@code TemplateProcessing}, which puts tokens around texts. */
final class TemplatePart {
  private TemplatePart() {}

  static ObjectNode special(String token, int type) {
    return part("SpecialToken", token, type);
  }

  static ObjectNode sequence(String name, int type) {
    return part("Sequence", name, type);
  }

  /** Says which id a token of the template has. */
  static void define(ObjectNode template, String token, int id) {
    ObjectNode entry = template.withObject("/special_tokens").putObject(token).put("id", token);
    entry.putArray("ids").add(id);
    entry.putArray("tokens").add(token);
  }

  private static ObjectNode part(String kind, String id, int type) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject(kind).put("id", id).put("type_id", type);
    return node;
  }
}
