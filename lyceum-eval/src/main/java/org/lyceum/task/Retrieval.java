// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  /** Documents that are asked of a searcher, as many as mteb keeps. */
  private static final int DEPTH = 1_000;

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
    return RankedRetrieval.USUAL.of(qrels, run(queryVectors, documentVectors));
  }

  @Override
  public Outcome score(Searcher.Builder builder) {
    return withoutConfidence(RankedRetrieval.USUAL.of(qrels, run(builder)));
  }

  /** The nearest documents of each query, by its id. */
  Map<String, List<Hit>> run(List<float[]> queryVectors, List<float[]> documentVectors) {
    requireCount("queries", queries.size(), queryVectors.size());
    requireCount("documents", documents.size(), documentVectors.size());
    return new NearestDocuments(Similarity.COSINE)
        .run(identified(queries, queryVectors), identified(documents, documentVectors));
  }

  /** What a searcher finds for each query; its ranks are the scores. */
  Map<String, List<Hit>> run(Searcher.Builder builder) {
    var searcher = builder.build(documents.stream().map(Text::id).toList(), documentTexts());
    var run = new LinkedHashMap<String, List<Hit>>();
    for (var query : queries) {
      run.put(query.id(), hits(query, searcher.search(query.text(), DEPTH)));
    }
    return run;
  }

  private static List<Hit> hits(Text query, List<String> found) {
    if (new HashSet<>(found).size() < found.size()) {
      throw new IllegalArgumentException(
          "a searcher must find a document once, but found one of %s twice for '%s'"
              .formatted(found, query.text()));
    }
    return IntStream.range(0, found.size())
        .mapToObj(rank -> new Hit(found.get(rank), -rank))
        .toList();
  }

  /** A searcher gives no scores, so nothing is known of how sure it is. */
  static Outcome withoutConfidence(Outcome outcome) {
    var measures = new LinkedHashMap<>(outcome.measures());
    measures.keySet().removeIf(name -> name.startsWith("nauc_"));
    return new Outcome(measures, outcome.main(), outcome.evidence());
  }

  private static Identified identified(List<Text> texts, List<float[]> vectors) {
    return new Identified(texts.stream().map(Text::id).toList(), vectors);
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
