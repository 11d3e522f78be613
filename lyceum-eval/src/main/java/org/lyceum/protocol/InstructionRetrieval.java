// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Hit;

/**
 * Does a search follow an instruction? Each query is asked twice, as {@code <id>-og} and {@code
 * <id>-changed}, where the changed instruction makes some documents irrelevant, which should fall.
 *
 * <p>{@code p-MRR} is the mean over queries of the mean over those documents of {@code 1 - og/new}
 * for a document that fell from rank {@code og} to {@code new}, and of {@code new/og - 1} for one
 * that did not; one that was not found stands behind the last. Beside it all measures of {@link
 * RankedRetrieval}, of all queries and, as {@code og.} and {@code changed.}, of each half.
 *
 * @see <a href="https://arxiv.org/abs/2403.15246">Weller et al. 2024</a>
 */
public final class InstructionRetrieval {
  private static final String MAIN = "p-MRR";

  /** How the id of a query with its first instruction ends. */
  public static final String ORIGINAL = "-og";

  private static final String CHANGED = "-changed";

  private InstructionRetrieval() {}

  /**
   * {@return the measures; units are the queries of {@code changed}}
   *
   * @param qrels grades by query, with its ending, and document
   * @param run documents by query, with its ending, in any order
   * @param changed by query, without its ending, documents that the changed instruction excludes
   */
  public static Outcome of(
      Map<String, Map<String, Integer>> qrels,
      Map<String, List<Hit>> run,
      Map<String, List<String>> changed) {
    var measures = new LinkedHashMap<>(RankedRetrieval.measures(JudgedQuery.of(qrels, run, 0)));
    var asked = asked(changed, run.keySet());
    if (asked.isEmpty()) {
      throw new IllegalArgumentException(
          "a query must have been asked with both instructions, got none of %s"
              .formatted(changed.keySet()));
    }
    double[] values =
        asked.stream()
            .mapToDouble(
                query ->
                    pairwise(
                        Hit.ranked(run.getOrDefault(query + ORIGINAL, List.of())),
                        Hit.ranked(run.getOrDefault(query + CHANGED, List.of())),
                        changed.getOrDefault(query, List.of())))
            .toArray();
    measures.put(MAIN, Means.of(values));
    putHalf(measures, "og.", qrels, half(run, true));
    putHalf(measures, "changed.", qrels, half(run, false));
    return new Outcome(measures, MAIN, new Evidence.Mean(values));
  }

  /**
   * {@return the units: queries of which documents are excluded and that were asked twice}
   *
   * @param changed by query, without its ending, documents that the changed instruction excludes
   * @param ids of queries that were asked, with their endings
   */
  public static List<String> asked(Map<String, List<String>> changed, Set<String> ids) {
    return changed.entrySet().stream()
        .filter(query -> !query.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(query -> ids.contains(query + ORIGINAL) && ids.contains(query + CHANGED))
        .toList();
  }

  private static Map<String, List<Hit>> half(Map<String, List<Hit>> run, boolean original) {
    return run.entrySet().stream()
        .filter(query -> query.getKey().endsWith(ORIGINAL) == original)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private static void putHalf(
      Map<String, Double> to,
      String prefix,
      Map<String, Map<String, Integer>> qrels,
      Map<String, List<Hit>> run) {
    RankedRetrieval.measures(JudgedQuery.of(qrels, run, 0))
        .forEach((name, value) -> to.put(prefix + name, value));
  }

  private static double pairwise(List<String> og, List<String> changed, List<String> documents) {
    return documents.stream()
        .mapToDouble(document -> change(rank(og, document), rank(changed, document)))
        .average()
        .orElse(Double.NaN);
  }

  private static int rank(List<String> ranked, String document) {
    int at = ranked.indexOf(document);
    return at < 0 ? ranked.size() + 1 : at + 1;
  }

  /**
   * {@return what a change of rank counts, from -1 to 1; positive where the document fell}
   *
   * @param before the rank with the original instruction, 1 or more
   * @param after the rank with the changed instruction, 1 or more
   */
  public static double change(int before, int after) {
    if (before < 1 || after < 1) {
      throw new IllegalArgumentException(
          "ranks must be 1 or more, got %d and %d".formatted(before, after));
    }
    return before >= after ? after / (double) before - 1 : 1 - before / (double) after;
  }
}
