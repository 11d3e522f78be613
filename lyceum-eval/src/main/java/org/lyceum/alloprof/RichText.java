// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The body of a question: a JSON tree whose strings under {@code insert} are text and whose strings
 * under {@code url} are pictures.
 *
 * @param text all of it, blanks around an insertion taken away and those inside made one; addresses
 *     of pictures stand in it where the pictures do
 * @param images addresses of pictures
 */
record RichText(String text, List<String> images) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  /** What a body says; nothing where it is not JSON. */
  static RichText of(String body) {
    try {
      var texts = new ArrayList<String>();
      var images = new ArrayList<String>();
      walk(JSON.readTree(body), texts, images);
      return new RichText(String.join(" ", texts), List.copyOf(images));
    } catch (JsonProcessingException e) {
      return new RichText("", List.of());
    }
  }

  private static void walk(JsonNode node, List<String> texts, List<String> images) {
    if (node.isArray()) {
      node.forEach(child -> walk(child, texts, images));
      return;
    }
    node.properties()
        .forEach(
            entry -> {
              var value = entry.getValue();
              if (entry.getKey().equals("insert") && value.isTextual()) {
                texts.add(BLANKS.matcher(value.asText().strip()).replaceAll(" "));
              } else if (entry.getKey().equals("url") && value.isTextual()) {
                texts.add(value.asText().strip());
                images.add(value.asText());
              } else {
                walk(value, texts, images);
              }
            });
  }
}
