// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Hit;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.NearestDocuments;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.RankedRetrieval;

/**
 * Queries, documents, and which document is relevant to which query. Search is exact, by cosine;
 * documents of equal score are ordered by id, descending, as trec_eval does.
 *
 * @param card what and where from
 * @param queries those without judgments are dropped, as in trec_eval; one whose judgments are all
 *     0 counts 0
 * @param documents what is searched
 * @param qrels grades by query id and document id; 1 and more is relevant
 */
public record Retrieval(
    Card card, List<Text> queries, List<Text> documents, Map<String, Map<String, Integer>> qrels)
    implements RetrievalTask {
  /** Copies, drops queries without judgments and orders documents as ties are broken. */
  public Retrieval {
    var judged = Map.copyOf(qrels);
    qrels = judged;
    queries = queries.stream().filter(query -> judged.containsKey(query.id())).toList();
    documents =
        documents.stream().sorted(Comparator.comparing(Text::id, Hit.IDS_DESCENDING)).toList();
    requireUnique("query", queries);
    requireUnique("document", documents);
    if (queries.isEmpty() || documents.isEmpty()) {
      throw new IllegalArgumentException(
          "task '%s' must have judged queries and documents, got %d judged queries and %d documents"
              .formatted(card.id(), queries.size(), documents.size()));
    }
  }

  @Override
  public List<String> queryTexts() {
    return queries.stream().map(Text::text).toList();
  }

  /** The queries, each of which is a unit. */
  @Override
  public List<String> units() {
    return queries.stream().map(query -> Unit.text(query.text())).toList();
  }

  @Override
  public List<String> documentTexts() {
    return documents.stream().map(Text::text).toList();
  }

  @Override
  public Outcome score(List<float[]> queryVectors, List<float[]> documentVectors) {
    requireCount("queries", queries.size(), queryVectors.size());
    requireCount("documents", documents.size(), documentVectors.size());
    var run =
        new NearestDocuments(Similarity.COSINE)
            .run(identified(queries, queryVectors), identified(documents, documentVectors));
    return RankedRetrieval.USUAL.of(qrels, run);
  }

  @Override
  public Outcome score(Searcher.Builder builder) {
    return rank(builder).outcome();
  }

  private static Identified identified(List<Text> texts, List<float[]> vectors) {
    return new Identified(texts.stream().map(Text::id).toList(), vectors);
  }

  Rankings rank(List<float[]> queryVectors, List<float[]> documentVectors) {
    requireCount("queries", queries.size(), queryVectors.size());
    requireCount("documents", documents.size(), documentVectors.size());
    var nearest = new ExactSearch(documentVectors).nearest(queryVectors, Rankings.DEPTH);
    return judge(
        Stream.of(nearest)
            .map(rows -> Arrays.stream(rows).mapToObj(i -> documents.get(i).id()).toList())
            .toList());
  }

  Rankings rank(Searcher.Builder builder) {
    var searcher = builder.build(documents.stream().map(Text::id).toList(), documentTexts());
    return judge(
        queries.stream().map(query -> searcher.search(query.text(), Rankings.DEPTH)).toList());
  }

  private Rankings judge(List<List<String>> found) {
    return Rankings.judge(
        queries.stream().map(query -> qrels.getOrDefault(query.id(), Map.of())).toList(), found);
  }

  private void requireCount(String kind, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          "task '%s' needs a vector for each of its %d %s, got %d"
              .formatted(card.id(), wanted, kind, found));
    }
  }

  private static void requireUnique(String kind, List<Text> texts) {
    var seen = new HashSet<String>();
    for (var text : texts) {
      if (!seen.add(text.id())) {
        throw new IllegalArgumentException(
            "each %s must have an id of its own, got '%s' twice".formatted(kind, text.id()));
      }
    }
  }
}
