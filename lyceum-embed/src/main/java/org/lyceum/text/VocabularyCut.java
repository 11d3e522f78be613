// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.lyceum.tensor.DataException;

/**
 * A tokenizer that keeps of another's vocabulary what some texts need, and gives those texts the
 * same tokens. Other texts come out in smaller pieces: single characters, or bytes, are kept.
 *
 * @see <a href="https://arxiv.org/abs/2010.05609">Abdaoui et al. 2020</a>, section 3
 */
public final class VocabularyCut {
  private final ObjectNode json;
  private final int[] kept;
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private VocabularyCut(ObjectNode whole, int[] kept) {
    this.kept = kept;
    for (int i = 0; i < kept.length; i++) {
      numbers.put(kept[i], i);
    }
    json = whole;
  }

  /**
   * {@return the smaller tokenizer}
   *
   * @param whole the tokenizer of all tokens
   * @param texts get the same tokens from both, without and with special tokens around them
   * @param others ids to keep whatever the texts are, such as those that a configuration names
   * @throws IllegalArgumentException if the tokenizer is not of a kind that can be cut exactly
   */
  public static VocabularyCut of(
      Tokenizer whole, List<String> texts, Iterable<? extends Number> others) {
    ObjectNode json = whole.root().deepCopy();
    var pieces = Pieces.of(json.path("model"));
    var ids = new TreeSet<Integer>();
    others.forEach(id -> ids.add(id.intValue()));
    TokensUsed.collect(whole, texts, ids);
    json.path("added_tokens").forEach(token -> ids.add(token.path("id").asInt()));
    whole.unknownId().ifPresent(ids::add);
    FramingIds.forEach(json, ids::add);
    ids.add(whole.padId());
    pieces.complete(ids);
    var cut = new VocabularyCut(json, ids.stream().mapToInt(Integer::intValue).toArray());
    cut.renumber(pieces);
    cut.requireSame(whole, texts);
    return cut;
  }

  private void renumber(Pieces pieces) {
    pieces.keep((ObjectNode) json.path("model"), numbers);
    for (JsonNode token : json.path("added_tokens")) {
      ((ObjectNode) token).put("id", newId(token.path("id").asInt()));
    }
    FramingIds.renumber(json, this::newId);
  }

  /** What was proved is also tried: a text that is split otherwise is a fault of this class. */
  private void requireSame(Tokenizer whole, List<String> texts) {
    try (var small = Tokenizer.of("the smaller tokenizer", json, null)) {
      for (String text : texts) {
        var one = List.of(text);
        int[] before = whole.encode(one, Integer.MAX_VALUE).getFirst().ids();
        int[] after = small.encode(one, Integer.MAX_VALUE).getFirst().ids();
        boolean same = before.length == after.length;
        for (int i = 0; same && i < after.length; i++) {
          same = before[i] == oldId(after[i]);
        }
        if (!same) {
          throw new IllegalArgumentException(
              "a smaller vocabulary splits '%s' otherwise than the whole one; leave the text out, or"
                      .formatted(text)
                  + " keep the whole vocabulary");
        }
      }
    }
  }

  /** {@return the content of its {@code tokenizer.json}} */
  public String json() {
    return new TokenizerJson("the smaller tokenizer", json).text();
  }

  /** {@return the old ids of its tokens, in the order of the new ones, which is theirs} */
  public int[] kept() {
    return kept.clone();
  }

  /** {@return how many tokens it has} */
  public int size() {
    return kept.length;
  }

  private int oldId(int id) {
    return id < kept.length ? kept[id] : -1;
  }

  /**
   * {@return whether a token is kept}
   *
   * @param id in the whole vocabulary
   */
  public boolean keeps(int id) {
    return numbers.containsKey(id);
  }

  /**
   * {@return the id of a token in the smaller vocabulary}
   *
   * @param id in the whole one
   * @throws DataException if it is not kept
   */
  public int newId(int id) {
    Integer number = numbers.get(id);
    if (number == null) {
      throw new DataException(
          "the tokenizer", "names the id %d, which its vocabulary does not have".formatted(id));
    }
    return number;
  }

  /** {@return the lines of {@code merges.txt}, none for what merges nothing} */
  public List<String> merges() {
    return json.path("model").path("merges") instanceof ArrayNode merges
        ? BytePairPieces.pairs(merges).stream()
            .map(pair -> pair.left() + " " + pair.right())
            .toList()
        : List.of();
  }

  /**
   * {@return the text of each new id of the model's own vocabulary, that of added tokens left out}
   */
  public Map<String, Integer> vocabulary() {
    return Pieces.of(json.path("model")).ids();
  }
}
