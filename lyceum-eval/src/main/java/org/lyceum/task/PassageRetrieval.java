// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lyceum.tensor.DataException;
import org.lyceum.text.Words;

/**
 * Retrieval made from any passages: the first sentence of a passage must find the rest of it among
 * the rests of all.
 */
public final class PassageRetrieval {
  /** Either side of a passage has at least so many words. */
  private static final int FEWEST_WORDS = 3;

  /** Fewer queries are no measurement. */
  private static final int FEWEST_QUERIES = 10;

  private PassageRetrieval() {}

  /**
   * {@return the task made from passages}
   *
   * @param source where they come from, for the card and for messages
   * @param passages those that cannot be split are left out: a passage of one sentence is split in
   *     the middle if either half has 3 words or more; where white space separates no words, as in
   *     Chinese, each letter counts as one
   */
  public static Retrieval of(String source, List<String> passages) {
    var queries = new ArrayList<Text>();
    var ids = new HashMap<String, String>(); // of documents, by text
    var documents = new ArrayList<Text>();
    var qrels = new HashMap<String, Map<String, Integer>>();
    for (var passage : passages) {
      var halves = split(passage);
      if (halves.isPresent()) {
        var id = "%06d".formatted(queries.size());
        var rest = halves.get().rest();
        if (ids.putIfAbsent(rest, id) == null) {
          documents.add(new Text(id, rest));
        }
        queries.add(new Text(id, halves.get().first()));
        qrels.put(id, Map.of(ids.getOrDefault(rest, id), 1));
      }
    }
    if (queries.size() < FEWEST_QUERIES) {
      throw new DataException(
          source,
          "the held-out part must have %d or more texts of 6 words or more to make queries of, got %d among %d"
              .formatted(FEWEST_QUERIES, queries.size(), passages.size()));
    }
    return new Retrieval(card(source), queries, documents, qrels);
  }

  private static Card card(String source) {
    return new Card(
        "passage-first-sentence-v1",
        Card.Kind.RETRIEVAL,
        "ndcg_at_10",
        Set.of(Locale.ROOT),
        source,
        "LicenseRef-user-data",
        "the held-out passages of " + source);
  }

  private record Halves(String first, String rest) {}

  private static Optional<Halves> split(String passage) {
    var text = passage.strip();
    var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(text);
    sentences.first();
    for (int end = sentences.next(); end != BreakIterator.DONE && end < text.length(); ) {
      var halves = halves(text, end);
      if (halves.isPresent()) {
        return halves;
      }
      end = sentences.next();
    }
    int middle =
        Words.areSpaced(text)
            ? text.indexOf(' ', text.length() / 2)
            : Words.parts(text, Math.max(1, Words.count(text) / 2)).getFirst().length();
    return middle < 0 ? Optional.empty() : halves(text, middle);
  }

  private static Optional<Halves> halves(String text, int end) {
    var halves = new Halves(text.substring(0, end).strip(), text.substring(end).strip());
    return words(halves.first) >= FEWEST_WORDS && words(halves.rest) >= FEWEST_WORDS
        ? Optional.of(halves)
        : Optional.empty();
  }

  private static int words(String text) {
    if (!Words.areSpaced(text)) {
      return Words.count(text);
    }
    return text.isEmpty() ? 0 : text.split("\\s+", -1).length;
  }
}
