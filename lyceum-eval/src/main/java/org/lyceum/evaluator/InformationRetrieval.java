// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.Best;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Hit;
import org.lyceum.protocol.Identified;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.VectorSearch;
import org.lyceum.protocol.Vectors;

/**
 * {@code InformationRetrievalEvaluator}: are the relevant documents the nearest of all?
 *
 * <p>Means over queries of {@code S_accuracy@k} (one or more found), {@code S_precision@k}, {@code
 * S_recall@k}, {@code S_ndcg@k} with gains of 1, {@code S_mrr@k} and {@code S_map@k}, which divides
 * by the number of relevant documents or by k, whichever is less. Among documents of equal
 * similarity the lower id is first; the collection is searched as a whole, so that no size of
 * chunks changes the result. The main measure is {@code S_ndcg@k} at the largest {@code k}, of the
 * main similarity, else of the one where it is highest.
 *
 * @param similarities what is reported, each once
 * @param cutoffs how many documents the measures look at
 * @param main the main similarity, one of those; where there is none, the best counts
 */
public record InformationRetrieval(
    List<Similarity> similarities, Cutoffs cutoffs, @Nullable Similarity main) {
  private static final Comparator<String> ASCENDING = Hit.IDS_DESCENDING.reversed();

  /** Checks the similarities. */
  public InformationRetrieval {
    similarities = Comparisons.require(similarities, main);
  }

  /**
   * Takes the cut-offs of sentence-transformers.
   *
   * @param similarities what is reported
   */
  public InformationRetrieval(List<Similarity> similarities) {
    this(similarities, Cutoffs.USUAL, null);
  }

  /**
   * {@return the measures; units are the queries that have a relevant document, in their order}
   *
   * @param queries of which one or more have a relevant document
   * @param documents what is searched, of the same width
   * @param relevant ids of documents by the id of the query
   */
  public Outcome of(Identified queries, Identified documents, Map<String, Set<String>> relevant) {
    Vectors.requireAlike("queries", queries.vectors(), "documents", documents.vectors());
    requireKnown(queries, documents, relevant);
    int[] judged =
        IntStream.range(0, queries.ids().size())
            .filter(i -> !relevant.getOrDefault(queries.ids().get(i), Set.of()).isEmpty())
            .toArray();
    if (judged.length == 0) {
      throw new IllegalArgumentException(
          "a query must have a relevant document, got none for %d queries"
              .formatted(queries.ids().size()));
    }
    var wanted =
        IntStream.of(judged)
            .mapToObj(i -> Set.copyOf(relevant.getOrDefault(queries.ids().get(i), Set.of())))
            .toList();
    var vectors = IntStream.of(judged).mapToObj(queries.vectors()::get).toList();
    var outcomes =
        similarities.stream()
            .map(each -> of(each.label() + "_", search(each, vectors, documents), wanted))
            .toList();
    var measures = new LinkedHashMap<String, Double>();
    outcomes.forEach(each -> measures.putAll(each.measures()));
    var best =
        main != null
            ? outcomes.get(similarities.indexOf(main))
            : outcomes.stream().reduce((a, b) -> b.score() > a.score() ? b : a).orElseThrow();
    return new Outcome(measures, best.main(), best.evidence());
  }

  private static void requireKnown(
      Identified queries, Identified documents, Map<String, Set<String>> relevant) {
    var known = new HashSet<>(documents.ids());
    var asked = new HashSet<>(queries.ids());
    relevant.forEach(
        (query, ids) -> {
          if (!asked.contains(query)) {
            throw new IllegalArgumentException(
                "relevant documents must be those of queries, got some of '%s', which is none; leave it out"
                    .formatted(query));
          }
          for (var id : ids) {
            if (!known.contains(id)) {
              throw new IllegalArgumentException(
                  "relevant documents must be among the documents, got '%s' for query '%s'; leave it out"
                      .formatted(id, query));
            }
          }
        });
  }

  /** The measures of one similarity. */
  private Outcome of(String prefix, List<List<String>> found, List<Set<String>> wanted) {
    var each =
        IntStream.range(0, found.size())
            .mapToObj(i -> new FoundDocuments(found.get(i), wanted.get(i)).measures(cutoffs))
            .toList();
    var means = new LinkedHashMap<String, Double>();
    for (var name : each.getFirst().keySet()) {
      means.put(prefix + name, new Evidence.Mean(values(each, name)).score());
    }
    String ndcg = "ndcg@" + cutoffs.mainNdcg();
    return new Outcome(means, prefix + ndcg, new Evidence.Mean(values(each, ndcg)));
  }

  private static double[] values(List<Map<String, Double>> each, String name) {
    return each.stream().mapToDouble(measures -> measures.getOrDefault(name, Double.NaN)).toArray();
  }

  /** The nearest documents of each query, best first. */
  private List<List<String>> search(
      Similarity similarity, List<float[]> queries, Identified documents) {
    int[] order =
        IntStream.range(0, documents.ids().size())
            .boxed()
            .sorted(Comparator.comparing(documents.ids()::get, ASCENDING))
            .mapToInt(Integer::intValue)
            .toArray();
    int depth = Math.min(cutoffs.depth(), order.length);
    var found = new ArrayList<List<String>>(Collections.nCopies(queries.size(), List.of()));
    new VectorSearch(similarity, IntStream.of(order).mapToObj(documents.vectors()::get).toList())
        .each(
            queries,
            (query, similarities) -> {
              var best = new Best(depth);
              for (int i = 0; i < similarities.length; i++) {
                best.offer(similarities[i], i);
              }
              found.set(
                  query,
                  IntStream.of(best.indices())
                      .mapToObj(i -> documents.ids().get(order[i]))
                      .toList());
            });
    return found;
  }
}
