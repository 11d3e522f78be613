// SPDX-License-Identifier: Apache-2.0
package org.lyceum.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.Seed;

/**
 * A retrieval with only those documents that are hard to tell from the relevant ones: what several
 * searches found first.
 *
 * @param perQuery documents of a query, its relevant ones among them; mteb takes 250
 * @param queries most queries; of more as many are drawn; mteb takes 1,000
 * @see <a href="https://arxiv.org/abs/2502.13595">Enevoldsen et al. 2025</a>, section 2.4
 */
public record HardNegatives(int perQuery, int queries) {
  /** mteb's sizes. */
  public static final HardNegatives USUAL = new HardNegatives(250, 1_000);

  /** Checks the sizes. */
  public HardNegatives {
    if (perQuery < 1 || queries < 1) {
      throw new IllegalArgumentException(
          "documents per query and queries must be 1 or more, got %d and %d"
              .formatted(perQuery, queries));
    }
  }

  /**
   * {@return the smaller retrieval}
   *
   * @param whole what is cut
   * @param runs of several searches: ids of documents by id of query, best first
   * @param card of the result
   * @param seed of the choice of queries
   */
  public Retrieval of(Retrieval whole, List<Map<String, List<String>>> runs, Card card, Seed seed) {
    var asked = new ArrayList<>(whole.queries());
    if (asked.size() > queries) {
      Collections.shuffle(asked, Random.from(seed.stream("hard-negatives/queries")));
      asked.subList(queries, asked.size()).clear();
    }
    var pool = new LinkedHashSet<String>();
    var judged = new LinkedHashMap<String, Map<String, Integer>>();
    for (var query : asked) {
      var grades = whole.qrels().getOrDefault(query.id(), Map.of());
      pool.addAll(pool(grades, runs.stream().map(run -> found(run, query)).toList()));
      judged.put(query.id(), grades);
    }
    var documents = whole.documents().stream().filter(text -> pool.contains(text.id())).toList();
    judged.replaceAll((query, grades) -> restricted(grades, pool));
    return new Retrieval(card, asked, documents, judged);
  }

  private static List<String> found(Map<String, List<String>> run, Text query) {
    return run.getOrDefault(query.id(), List.of());
  }

  /** The relevant documents, then of each search in turn the next that is not there yet. */
  Set<String> pool(Map<String, Integer> grades, List<List<String>> found) {
    var pool = new LinkedHashSet<String>();
    grades.forEach(
        (document, grade) -> {
          if (grade > 0) {
            pool.add(document);
          }
        });
    int[] next = new int[found.size()];
    boolean grows = true;
    while (grows && pool.size() < perQuery) {
      grows = false;
      for (int run = 0; run < next.length && pool.size() < perQuery; run++) {
        var ranked = found.get(run);
        while (next[run] < ranked.size()) {
          if (pool.add(ranked.get(next[run]++))) {
            grows = true;
            break;
          }
        }
      }
    }
    return pool;
  }

  private static Map<String, Integer> restricted(Map<String, Integer> grades, Set<String> pool) {
    var kept = new LinkedHashMap<String, Integer>();
    grades.forEach(
        (document, grade) -> {
          if (pool.contains(document)) {
            kept.put(document, grade);
          }
        });
    return kept;
  }
}
