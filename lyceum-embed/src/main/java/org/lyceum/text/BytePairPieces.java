// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * BPE merges the pair of the lowest rank, again and again. Every merge inside a piece is one that
 * makes this piece from its characters alone; with those, each step finds the same pair lowest, as
 * none of fewer pairs ranks before it.
 *
 * @param model the file's
 * @param ids piece to id
 * @param ranks of the merges
 * @param ending of pieces that end a word, or the empty string
 * @see <a href="https://arxiv.org/abs/1508.07909">Sennrich et al. 2016</a>, algorithm 1
 */
record BytePairPieces(
    JsonNode model, Map<String, Integer> ids, Map<Pair, Integer> ranks, String ending)
    implements Pieces {
  /** What is merged. */
  record Pair(String left, String right) {
    String merged() {
      return left + right;
    }
  }

  static BytePairPieces of(JsonNode model) {
    String prefix = model.path("continuing_subword_prefix").asText("");
    if (!prefix.isEmpty() && !prefix.equals("null")) {
      throw new IllegalArgumentException(
          "a BPE vocabulary whose pieces begin with '%s' inside of words cannot be made smaller here"
              .formatted(prefix));
    }
    var ranks = new HashMap<Pair, Integer>();
    for (Pair pair : pairs(model.path("merges"))) {
      ranks.putIfAbsent(pair, ranks.size());
    }
    JsonNode suffix = model.path("end_of_word_suffix");
    return new BytePairPieces(
        model, Pieces.ids(model), ranks, suffix.isTextual() ? suffix.textValue() : "");
  }

  /** Merges are {@code "a b"} in older files and {@code ["a", "b"]} in newer ones. */
  static List<Pair> pairs(Iterable<JsonNode> merges) {
    var pairs = new ArrayList<Pair>();
    for (JsonNode merge : merges) {
      if (merge.isArray()) {
        pairs.add(new Pair(merge.path(0).asText(), merge.path(1).asText()));
      } else {
        String text = merge.asText();
        int space = text.indexOf(' ', 1);
        pairs.add(new Pair(text.substring(0, space), text.substring(space + 1)));
      }
    }
    return pairs;
  }

  @Override
  public void complete(Set<Integer> kept) {
    var pieces = new HashMap<Integer, String>();
    ids.forEach((piece, id) -> pieces.put(id, piece));
    var needed = new TreeSet<Integer>();
    for (int id : kept) {
      String piece = pieces.get(id);
      if (piece != null) {
        addParts(piece, needed);
      }
    }
    kept.addAll(needed);
    ids.forEach(
        (piece, id) -> {
          if (Pieces.isSingle(piece) || Pieces.isSingle(stem(piece)) || Pieces.isByte(piece)) {
            kept.add(id);
          }
        });
  }

  /** Makes a piece from its characters and adds what there is on the way. */
  private void addParts(String piece, Set<Integer> into) {
    var parts = new ArrayList<>(characters(piece));
    while (parts.size() > 1) {
      int best = -1;
      int lowest = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < parts.size(); i++) {
        int rank = ranks.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), lowest);
        if (rank < lowest) {
          lowest = rank;
          best = i;
        }
      }
      if (best < 0) {
        return; // a piece that is found whole, and never made
      }
      parts.set(best, parts.get(best) + parts.remove(best + 1));
      Integer id = ids.get(parts.get(best));
      if (id != null) {
        into.add(id);
      }
    }
  }

  private List<String> characters(String piece) {
    String stem = stem(piece);
    var characters = new ArrayList<String>();
    stem.codePoints().mapToObj(Character::toString).forEach(characters::add);
    if (stem.length() < piece.length() && !characters.isEmpty()) {
      characters.add(characters.removeLast() + ending);
    }
    return characters;
  }

  private String stem(String piece) {
    return ending.isEmpty() || !piece.endsWith(ending)
        ? piece
        : piece.substring(0, piece.length() - ending.length());
  }

  @Override
  public void keep(ObjectNode changed, Map<Integer, Integer> numbers) {
    Pieces.super.keep(changed, numbers);
    JsonNode merges = model.path("merges"); // of the same node, perhaps
    ArrayNode left = changed.putArray("merges");
    for (JsonNode merge : merges) {
      Pair pair = pairs(List.of(merge)).getFirst();
      if (isKept(pair.left(), numbers)
          && isKept(pair.right(), numbers)
          && isKept(pair.merged(), numbers)) {
        left.add(merge);
      }
    }
  }

  private boolean isKept(String piece, Map<Integer, Integer> numbers) {
    Integer id = ids.get(piece);
    return id != null && numbers.containsKey(id);
  }
}
