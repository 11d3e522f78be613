// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.data.Line;
import org.lyceum.data.Lines;
import org.lyceum.embed.Shot;
import org.lyceum.tensor.DataException;

/** Examples for a model: a JSON object a line, with task, query and passage. */
final class ShotFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS = List.of("task", "query", "passage");

  private ShotFile() {}

  static List<Shot> read(Path file) {
    var shots = new ArrayList<Shot>();
    try (var lines = Lines.open(file)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.text().isBlank()) {
          shots.add(shot(file, line));
        }
      }
    }
    if (shots.isEmpty()) {
      throw new DataException(
          file, "must hold an example a line, got none; add {\"task\", \"query\", \"passage\"}");
    }
    return shots;
  }

  private static Shot shot(Path file, Line line) {
    try {
      JsonNode object = JSON.readTree(line.text());
      var missing = FIELDS.stream().filter(field -> !object.path(field).isTextual()).toList();
      if (!missing.isEmpty()) {
        throw new DataException(
            file,
            line.number(),
            "an example must have the texts %s, but has no text %s"
                .formatted(String.join(", ", FIELDS), String.join(", ", missing)));
      }
      return new Shot(
          object.path("task").textValue(),
          object.path("query").textValue(),
          object.path("passage").textValue());
    } catch (JsonProcessingException e) {
      throw new DataException(
          file, line.number(), "a line must be a JSON object: " + e.getOriginalMessage());
    }
  }
}
