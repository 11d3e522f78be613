// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.learner.Best;
import org.lyceum.metric.Hit;

/**
 * Exact search: every query meets every document, or its own candidates.
 *
 * @param own how the model says that its vectors are compared
 * @param depth the most documents of a query, 1 or more; mteb keeps 1,000
 * @param leavesOutSameId whether a query never finds the document of its own id
 */
public record NearestDocuments(Similarity own, int depth, boolean leavesOutSameId) {
  /** Checks the depth. */
  public NearestDocuments {
    if (depth < 1) {
      throw new IllegalArgumentException("the depth must be 1 or more, got %d".formatted(depth));
    }
  }

  /**
   * Takes the settings of mteb.
   *
   * @param own how the model says that its vectors are compared
   */
  public NearestDocuments(Similarity own) {
    this(own, 1000, false);
  }

  /**
   * {@return the nearest documents of each query, in the order of {@link Hit#ORDER}}
   *
   * @param queries in the order of the result
   * @param documents what is searched, of the same width
   */
  public Map<String, List<Hit>> run(Identified queries, Identified documents) {
    return run(queries, documents, query -> document -> true);
  }

  /**
   * {@return the candidates of each query, in the order of {@link Hit#ORDER}}
   *
   * @param queries in the order of the result; each must have candidates
   * @param documents of which all candidates are
   * @param candidates ids of documents by the id of the query
   */
  public Map<String, List<Hit>> rerank(
      Identified queries, Identified documents, Map<String, List<String>> candidates) {
    var known = new HashSet<>(documents.ids());
    queries
        .ids()
        .forEach(query -> require(query, candidates.getOrDefault(query, List.of()), known));
    return run(
        queries,
        documents,
        query -> Set.copyOf(candidates.getOrDefault(query, List.of()))::contains);
  }

  private static void require(String query, List<String> candidates, Set<String> known) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException(
          "each query must have candidates, got none for '%s'".formatted(query));
    }
    for (var candidate : candidates) {
      if (!known.contains(candidate)) {
        throw new IllegalArgumentException(
            "candidates must be documents, got '%s' for query '%s', which is none"
                .formatted(candidate, query));
      }
    }
  }

  /** Which documents a query may find. */
  private interface Allowed {
    Predicate<String> of(String query);
  }

  private Map<String, List<Hit>> run(Identified queries, Identified documents, Allowed allowed) {
    Vectors.requireAlike("queries", queries.vectors(), "documents", documents.vectors());
    int[] order =
        IntStream.range(0, documents.ids().size())
            .boxed()
            .sorted(Comparator.comparing(documents.ids()::get, Hit.IDS_DESCENDING))
            .mapToInt(Integer::intValue)
            .toArray();
    var ids = IntStream.of(order).mapToObj(documents.ids()::get).toList();
    var search =
        new VectorSearch(own, IntStream.of(order).mapToObj(documents.vectors()::get).toList());
    var found = new ArrayList<List<Hit>>(Collections.nCopies(queries.ids().size(), List.of()));
    search.each(
        queries.vectors(),
        (i, similarities) -> {
          var query = queries.ids().get(i);
          var may = allowed.of(query);
          found.set(
              i,
              hits(
                  similarities, ids, id -> may.test(id) && !(leavesOutSameId && id.equals(query))));
        });
    var run = new LinkedHashMap<String, List<Hit>>();
    for (int i = 0; i < found.size(); i++) {
      run.put(queries.ids().get(i), found.get(i));
    }
    return run;
  }

  private List<Hit> hits(float[] similarities, List<String> ids, Predicate<String> may) {
    var best = new Best(Math.min(depth, similarities.length));
    for (int i = 0; i < similarities.length; i++) {
      if (may.test(ids.get(i))) {
        best.offer(similarities[i], i);
      }
    }
    return IntStream.of(best.indices())
        .mapToObj(i -> new Hit(ids.get(i), similarities[i]))
        .toList();
  }
}
