// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The vocabulary of a tokenizer's model, and what of it has to stay together. */
sealed interface Pieces permits WordPieces, UnigramPieces, BytePairPieces {
  /** The vocabulary of a model. */
  static Pieces of(JsonNode model) {
    String type = model.path("type").asText("");
    if (type.equals("Unigram") || model.path("vocab").isArray()) {
      return new UnigramPieces(model);
    }
    if (type.equals("BPE") || model.has("merges")) {
      return BytePairPieces.of(model);
    }
    if (type.equals("WordPiece") || model.has("max_input_chars_per_word")) {
      return new WordPieces(ids(model), model.path("continuing_subword_prefix").asText("##"));
    }
    throw new IllegalArgumentException(
        "a vocabulary of type '%s' cannot be made smaller so that texts keep their tokens; WordPiece, Unigram and BPE can"
            .formatted(type));
  }

  /** The ids of the pieces in the order of the file. */
  static Map<String, Integer> ids(JsonNode model) {
    var ids = new LinkedHashMap<String, Integer>();
    model.path("vocab").properties().forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
    return ids;
  }

  /** Piece to id. */
  Map<String, Integer> ids();

  /** Adds what has to be kept for those that are, and what splits any other text. */
  void complete(Set<Integer> kept);

  /** Leaves in a model what has a new number. */
  default void keep(ObjectNode model, Map<Integer, Integer> numbers) {
    ObjectNode vocabulary = model.putObject("vocab");
    ids().entrySet().stream()
        .filter(e -> numbers.containsKey(e.getValue()))
        .sorted(Map.Entry.comparingByValue())
        .forEach(e -> vocabulary.put(e.getKey(), numbers.get(e.getValue())));
  }

  /** Whether a piece is one character. */
  static boolean isSingle(String piece) {
    return !piece.isEmpty() && piece.codePointCount(0, piece.length()) == 1;
  }

  /** Whether a piece stands for a byte that no other piece has, such as {@code <0x0A>}. */
  static boolean isByte(String piece) {
    return piece.length() == 6 && piece.startsWith("<0x") && piece.endsWith(">");
  }
}
