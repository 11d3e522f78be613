// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.protocol.RankedRetrieval;
import org.lyceum.task.Card;
import org.lyceum.task.InstructionTask;
import org.lyceum.task.Judged;
import org.lyceum.task.RerankingTask;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Task;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/**
 * Folders of queries, documents and judgments. As in mteb, a query that has nothing relevant is
 * left out.
 */
final class JudgedFolders {
  private static final List<String> QUERY = List.of("query");
  private static final List<String> POSITIVE = List.of("positive", "pos", "positives");
  private static final List<String> NEGATIVE = List.of("negative", "neg", "negatives");
  private static final String CANDIDATES = "top_ranked";
  private static final String CHANGES = "qrel_diff";

  private JudgedFolders() {}

  static Task retrieval(FolderFiles files, Card card, List<String> notes) {
    var judged = judged(files, notes);
    return new Retrieval(card, judged.queries(), judged.documents(), judged.qrels());
  }

  private static Judged judged(FolderFiles files, List<String> notes) {
    var parts = new JudgedParts(files);
    var queries = parts.queries();
    var qrels = RankedRetrieval.withRelevant(parts.qrels());
    var documents = parts.documents();
    var kept = queries.stream().filter(query -> qrels.containsKey(query.id())).toList();
    if (kept.isEmpty()) {
      throw new DataException(
          files.folder(),
          "a query must have a relevant document, got none among %d queries and judgments of %d"
              .formatted(queries.size(), qrels.size()));
    }
    note(notes, queries.size() - kept.size(), "queries without a relevant document are left out");
    var known = JudgedParts.ids(queries);
    note(
        notes,
        qrels.keySet().stream().filter(query -> !known.contains(query)).count(),
        "judged queries are not among the queries and are left out");
    qrels.keySet().retainAll(known);
    var there = JudgedParts.ids(documents);
    note(
        notes,
        qrels.values().stream()
            .flatMap(grades -> grades.keySet().stream())
            .filter(document -> !there.contains(document))
            .count(),
        "judgments name documents that are not there, and count as documents that are not found");
    return new Judged(kept, documents, qrels);
  }

  private static void note(List<String> notes, long count, String what) {
    if (count > 0) {
      notes.add("%,d %s".formatted(count, what));
    }
  }

  /**
   * Candidates are those of {@code top_ranked}, else all that is judged for a query; or a row has a
   * query with positive and negative texts.
   */
  static Task reranking(FolderFiles files, Card card, List<String> notes) {
    var parts = new JudgedParts(files);
    if (!parts.hasDocuments()) {
      return listed(files, card, notes);
    }
    var judged = judged(files, notes);
    var candidates = candidates(judged, parts.lists(CANDIDATES), files);
    return new RerankingTask(card, judged, candidates);
  }

  private static Map<String, List<String>> candidates(
      Judged judged, Map<String, List<String>> listed, FolderFiles files) {
    var there = JudgedParts.ids(judged.documents());
    var candidates = new LinkedHashMap<String, List<String>>();
    for (var query : judged.queries()) {
      var all =
          listed.isEmpty()
              ? List.copyOf(judged.qrels().getOrDefault(query.id(), Map.of()).keySet())
              : listed.getOrDefault(query.id(), List.of());
      var known = all.stream().filter(there::contains).toList();
      if (known.isEmpty()) {
        throw new DataException(
            files.folder(),
            "each query must have candidates among the documents, got none for '%s'"
                .formatted(query.id()));
      }
      candidates.put(query.id(), known);
    }
    return candidates;
  }

  /** mteb's first version: a query, positive and negative texts a row. */
  private static Task listed(FolderFiles files, Card card, List<String> notes) {
    var queries = new ArrayList<Text>();
    var ids = new LinkedHashMap<String, String>(); // of documents, by text
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    var candidates = new LinkedHashMap<String, List<String>>();
    long left = 0;
    for (var row : files.test()) {
      var positive = row.texts(POSITIVE);
      var negative = row.texts(NEGATIVE);
      if (positive.isEmpty() || negative.isEmpty()) {
        left++;
        continue;
      }
      var grades = new LinkedHashMap<String, Integer>();
      negative.forEach(text -> grades.put(id(ids, text), 0));
      positive.forEach(text -> grades.put(id(ids, text), 1));
      var query = "q%d".formatted(queries.size());
      queries.add(new Text(query, row.text(QUERY)));
      qrels.put(query, grades);
      candidates.put(query, List.copyOf(grades.keySet()));
    }
    note(notes, left, "queries without positive or without negative texts are left out");
    if (queries.isEmpty()) {
      throw new DataException(
          files.folder(), "a query must have positive and negative texts, got none");
    }
    var documents =
        ids.entrySet().stream().map(of -> new Text(of.getValue(), of.getKey())).toList();
    return new RerankingTask(card, new Judged(queries, documents, qrels), candidates);
  }

  private static String id(Map<String, String> ids, String text) {
    return ids.computeIfAbsent(text, of -> "d%d".formatted(ids.size()));
  }

  /** Texts of queries with their instructions behind. */
  static Task instruction(FolderFiles files, Card card, List<String> notes) {
    var parts = new JudgedParts(files);
    var instructions = parts.instructions();
    var judged = judged(files, notes);
    var queries =
        judged.queries().stream()
            .map(
                query ->
                    new Text(
                        query.id(),
                        (query.text() + " " + instructions.getOrDefault(query.id(), "")).strip()))
            .toList();
    var changed = parts.lists(CHANGES);
    if (changed.isEmpty()) {
      throw files.missing(CHANGES + ".jsonl, which says what each changed instruction excludes");
    }
    var listed = parts.lists(CANDIDATES);
    return new InstructionTask(
        card,
        new Judged(queries, judged.documents(), judged.qrels()),
        changed,
        listed.isEmpty() ? Map.of() : candidates(judged, listed, files));
  }
}
