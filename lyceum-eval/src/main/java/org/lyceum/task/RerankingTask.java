// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Similarity;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.RankedRetrieval;

/**
 * Are the relevant of a few candidates nearer to the query than the others?
 *
 * @param card what and where from
 * @param queries with an id each
 * @param documents candidates of all queries
 * @param grades of all candidates of a query, by query and document; 1 and more is relevant
 */
public record RerankingTask(
    Card card, List<Text> queries, List<Text> documents, Map<String, Map<String, Integer>> grades)
    implements Task {
  /** Copies, and leaves out queries without a relevant candidate, as mteb does. */
  public RerankingTask {
    var kept = RankedRetrieval.withRelevant(grades);
    grades = kept;
    queries = queries.stream().filter(query -> kept.containsKey(query.id())).toList();
    documents = List.copyOf(documents);
    if (queries.isEmpty()) {
      throw new IllegalArgumentException(
          "task '%s' must have a query with a relevant candidate".formatted(card.id()));
    }
  }

  @Override
  public List<String> texts() {
    return Stream.of(queries, documents).flatMap(List::stream).map(Text::text).toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var asked = new Identified(ids(queries), embedder.embedQuery(texts(queries)).rows());
    var found = new Identified(ids(documents), embedder.embedDocument(texts(documents)).rows());
    var candidates = new LinkedHashMap<String, List<String>>();
    grades.forEach((query, of) -> candidates.put(query, new ArrayList<>(of.keySet())));
    return RankedRetrieval.RERANKING.of(
        grades, new NearestDocuments(Similarity.COSINE).rerank(asked, found, candidates));
  }

  /** {@return how many candidates there are, each counted for each of its queries} */
  public int candidates() {
    return grades.values().stream().map(Map::keySet).mapToInt(Set::size).sum();
  }

  private static List<String> ids(List<Text> texts) {
    return texts.stream().map(Text::id).toList();
  }

  private static List<String> texts(List<Text> texts) {
    return texts.stream().map(Text::text).toList();
  }
}
