// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.task.Card;
import org.lyceum.task.Judged;
import org.lyceum.task.RerankingTask;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** Claims with sentences that speak for them, against them, or of something else. */
final class ClaimFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ELSE = "NOT_ENOUGH_INFO";

  private ClaimFile() {}

  /** A claim a line, compressed by gzip. */
  static RerankingTask read(Card card, Path file) {
    var queries = new ArrayList<Text>();
    var documents = new LinkedHashMap<String, Text>();
    var grades = new LinkedHashMap<String, Map<String, Integer>>();
    DataFiles.lines(
        file,
        (number, line) -> {
          var claim = json(file, number, line);
          var id = claim.path("claim_id").asText();
          queries.add(new Text(id, claim.path("claim").asText()));
          var of = new LinkedHashMap<String, Integer>();
          for (var evidence : claim.path("evidences")) {
            var document = evidence.path("evidence_id").asText();
            var text = evidence.path("article").asText() + " " + evidence.path("evidence").asText();
            documents.putIfAbsent(document, new Text(document, text));
            of.put(document, evidence.path("evidence_label").asText().equals(ELSE) ? 0 : 1);
          }
          grades.put(id, of);
        });
    return RerankingTask.ofJudged(
        card, new Judged(queries, List.copyOf(documents.values()), grades));
  }

  private static JsonNode json(Path file, long number, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new DataException(file, number, "a line must be JSON: " + e.getOriginalMessage());
    }
  }
}
