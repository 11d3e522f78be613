// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.tensor.DataException;

/** JSON: an object a line, or one array of objects. */
final class JsonRows {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final int EXCERPT = 80;

  private JsonRows() {}

  static List<NamedRow> read(Path file) {
    if (DataFiles.ending(file).equals("json")) {
      var text = DataFiles.text(file);
      if (text.stripLeading().startsWith("[")) {
        return array(file, text);
      }
    }
    var rows = new ArrayList<NamedRow>();
    DataFiles.lines(
        file, (number, line) -> rows.add(row(file, number, parsed(file, number, line))));
    return rows;
  }

  private static List<NamedRow> array(Path file, String text) {
    var rows = new ArrayList<NamedRow>();
    for (var value : (List<?>) parsed(file, 1, text)) {
      rows.add(row(file, rows.size() + 1L, value));
    }
    return rows;
  }

  private static Object parsed(Path file, long number, String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new DataException(
          file,
          number,
          "a line must be a JSON object, but this is malformed (%s): %s"
              .formatted(e.getOriginalMessage(), excerpt(text)));
    }
  }

  private static NamedRow row(Path file, long number, Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      throw new DataException(
          file, number, "a row must be a JSON object, got: " + excerpt(String.valueOf(value)));
    }
    var fields = new LinkedHashMap<String, Object>();
    object.forEach(
        (name, of) -> {
          if (of != null) {
            fields.put(String.valueOf(name), of);
          }
        });
    return new NamedRow(
        file, number, object.keySet().stream().map(String::valueOf).toList(), fields);
  }

  private static String excerpt(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
