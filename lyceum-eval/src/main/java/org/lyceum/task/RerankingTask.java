// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.Embedder;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.RankedRetrieval;

/**
 * Do the relevant ones of a query's candidates come first?
 *
 * @param card what and where from
 * @param judged queries, all documents and judgments
 * @param candidates ids of documents by the id of a query; each query has some
 */
public record RerankingTask(Card card, Judged judged, Map<String, List<String>> candidates)
    implements Task {
  /**
   * {@return the task whose candidates are all that is judged for a query; queries without a
   * relevant one are left out, as mteb does}
   *
   * @param card what and where from
   * @param judged queries, all documents and judgments
   */
  public static RerankingTask ofJudged(Card card, Judged judged) {
    var kept = RankedRetrieval.withRelevant(judged.qrels());
    var queries = judged.queries().stream().filter(query -> kept.containsKey(query.id())).toList();
    if (queries.isEmpty()) {
      throw new IllegalArgumentException(
          "task '%s' must have a query with a relevant candidate".formatted(card.id()));
    }
    var candidates = new LinkedHashMap<String, List<String>>();
    kept.forEach((query, grades) -> candidates.put(query, List.copyOf(grades.keySet())));
    return new RerankingTask(card, new Judged(queries, judged.documents(), kept), candidates);
  }

  @Override
  public List<String> texts() {
    return judged.texts();
  }

  /** The judged queries. */
  @Override
  public List<String> units() {
    return judged.queries().stream()
        .filter(query -> judged.qrels().containsKey(query.id()))
        .map(query -> Unit.text(query.text()))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    var run =
        new NearestDocuments(Similarity.COSINE)
            .rerank(judged.queryVectors(embedder), judged.documentVectors(embedder), candidates);
    return RankedRetrieval.RERANKING.of(judged.qrels(), run);
  }
}
