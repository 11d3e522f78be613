// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.lyceum.tensor.DataException;

/** A JSON object a line, whose field holds the text; blank lines are skipped. */
record JsonLines(Path file, String field) implements TextSource {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  @Override
  public void read(Consumer<String> reader) {
    try (var lines = Lines.open(file)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.text().isBlank()) {
          reader.accept(text(line));
        }
      }
    }
  }

  private String text(Line line) {
    var object = parse(line);
    if (!object.isObject()) {
      throw new DataException(
          file, line.number(), "a line must be a JSON object, got: " + line.excerpt());
    }
    var value = object.get(field);
    if (value == null) {
      var names = new ArrayList<String>();
      object.fieldNames().forEachRemaining(names::add);
      throw new DataException(
          file,
          line.number(),
          "the object must have a field '%s', got %s; name the field".formatted(field, names));
    }
    if (!value.isTextual()) {
      throw new DataException(
          file, line.number(), "the field '%s' must hold a string, got %s".formatted(field, value));
    }
    return value.textValue();
  }

  private JsonNode parse(Line line) {
    try {
      return READER.readTree(line.text());
    } catch (JsonProcessingException e) {
      throw new DataException(
          file,
          line.number(),
          "a line must be a JSON object, but this is malformed (%s): %s"
              .formatted(e.getOriginalMessage(), line.excerpt()));
    }
  }
}
