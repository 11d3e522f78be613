// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Unigram takes the pieces whose scores have the largest sum: the best of all ways is the best of
 * fewer. The lowest score is kept too, as what no piece has is reckoned from it.
 *
 * @param model with {@code [piece, score]} in the order of the ids
 * @see <a href="https://arxiv.org/abs/1804.10959">Kudo 2018</a>, section 3.2
 */
record UnigramPieces(JsonNode model) implements Pieces {
  @Override
  public Map<String, Integer> ids() {
    var ids = new LinkedHashMap<String, Integer>();
    for (JsonNode entry : model.path("vocab")) {
      ids.put(entry.path(0).asText(), ids.size());
    }
    return ids;
  }

  @Override
  public void complete(Set<Integer> kept) {
    JsonNode entries = model.path("vocab");
    int lowest = 0;
    for (int id = 0; id < entries.size(); id++) {
      String piece = entries.path(id).path(0).asText();
      if (Pieces.isSingle(piece) || Pieces.isByte(piece)) {
        kept.add(id);
      }
      lowest = score(entries, id) < score(entries, lowest) ? id : lowest;
    }
    if (!entries.isEmpty()) {
      kept.add(lowest);
    }
  }

  private static double score(JsonNode entries, int id) {
    return entries.path(id).path(1).asDouble();
  }

  @Override
  public void keep(ObjectNode changed, Map<Integer, Integer> numbers) {
    JsonNode entries = model.path("vocab");
    ArrayNode left = changed.putArray("vocab");
    for (int id = 0; id < entries.size(); id++) {
      if (numbers.containsKey(id)) {
        left.add(entries.path(id));
      }
    }
    Integer unknown = numbers.get(model.path("unk_id").asInt(-1));
    if (unknown != null) {
      changed.put("unk_id", unknown);
    }
  }
}
