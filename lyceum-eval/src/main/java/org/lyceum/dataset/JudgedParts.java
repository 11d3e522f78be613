// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/**
 * Queries, documents and judgments in the files of a folder: those of BEIR and Hugging Face, as
 * rows with names, and those of TREC and MS MARCO, as lines and tags.
 *
 * @param files of the folder
 */
record JudgedParts(FolderFiles files) {
  private static final List<String> ID = List.of("_id", "id", "docid", "doc_id", "qid");
  private static final List<String> TITLE = List.of("title");
  private static final List<String> TEXT = List.of("text", "query", "contents", "sentence");
  private static final List<String> QUERY = List.of("query-id", "query_id", "qid");
  private static final List<String> DOCUMENT =
      List.of("corpus-id", "corpus_id", "doc_id", "docid", "pid");
  private static final List<String> GRADE = List.of("score", "relevance", "grade", "label");
  private static final List<String> LISTED = List.of("corpus-ids", "corpus_ids");
  private static final List<String> INSTRUCTION = List.of("instruction");

  private static final List<String> CORPUS = List.of("corpus", "documents", "docs", "collection");
  private static final List<String> QUERIES = List.of("queries", "topics");
  private static final List<String> QRELS = List.of("qrels");

  /** All documents, a title in front of each that has one. */
  List<Text> documents() {
    return texts(CORPUS, "documents", false);
  }

  /** All queries. */
  List<Text> queries() {
    return texts(QUERIES, "queries", true);
  }

  private List<Text> texts(List<String> names, String what, boolean topics) {
    var found = files.find(names);
    files.requireOne(found, names.getFirst());
    var texts = new ArrayList<Text>();
    var seen = new HashSet<String>();
    for (var file : found) {
      for (var text : read(file, topics)) {
        if (!seen.add(text.id())) {
          throw new DataException(
              file, "%s must have ids of their own, got '%s' twice".formatted(what, text.id()));
        }
        texts.add(text);
      }
    }
    return texts;
  }

  private static List<Text> read(Path file, boolean topics) {
    if (isRows(file, ID)) {
      return RowFile.read(file).stream().map(JudgedParts::text).toList();
    }
    if (DataFiles.ending(file).equals("tsv")) {
      return TabbedTexts.read(file);
    }
    return topics ? TaggedTexts.topics(file) : TaggedTexts.documents(file);
  }

  private static Text text(NamedRow row) {
    var title = row.textIfThere(TITLE);
    return new Text(row.text(ID), (title + " " + row.text(TEXT)).strip());
  }

  /** Whether a file has rows; one of tabs has them only if its first line is a header. */
  private static boolean isRows(Path file, List<String> first) {
    if (!DataFiles.ending(file).equals("tsv")) {
      return RowFile.ENDINGS.contains(DataFiles.ending(file));
    }
    var lines = new ArrayList<String>();
    DataFiles.lines(
        file,
        (number, line) -> {
          if (number == 1) {
            lines.add(line);
          }
        });
    return !lines.isEmpty()
        && List.of(lines.getFirst().split("\t", -1)).stream().anyMatch(first::contains);
  }

  /** Grades by query and document, in the order of the files. */
  Map<String, Map<String, Integer>> qrels() {
    var found = judgments();
    files.requireOne(found, "qrels/test");
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    for (var file : found) {
      if (isRows(file, QUERY)) {
        RowFile.read(file).forEach(row -> put(qrels, row));
      } else {
        TrecFiles.qrels(file)
            .forEach(
                (query, grades) ->
                    qrels.computeIfAbsent(query, id -> new LinkedHashMap<>()).putAll(grades));
      }
    }
    return qrels;
  }

  private List<Path> judgments() {
    var inside = files.inside(QRELS.getFirst(), FolderFiles.TEST);
    if (!inside.isEmpty()) {
      return inside;
    }
    var beside = files.find(QRELS);
    return beside.isEmpty() ? files.find(FolderFiles.TEST) : beside;
  }

  private static void put(Map<String, Map<String, Integer>> qrels, NamedRow row) {
    var query = row.text(QUERY);
    var document = row.text(DOCUMENT);
    var grades = qrels.computeIfAbsent(query, id -> new LinkedHashMap<>());
    if (grades.put(document, row.whole(GRADE)) != null) {
      throw row.wrong(
          "each document must stand once for a query, got '%s' again for '%s'"
              .formatted(document, query));
    }
  }

  /** Documents by query, from a part of that name; empty where there is none. */
  Map<String, List<String>> lists(String name) {
    var lists = new LinkedHashMap<String, List<String>>();
    var found = files.inside(name, FolderFiles.TEST);
    var all = found.isEmpty() ? files.find(List.of(name)) : found;
    for (var row : all.isEmpty() ? List.<NamedRow>of() : files.rows(all, name)) {
      if (lists.put(row.text(QUERY), row.texts(LISTED)) != null) {
        throw row.wrong("each query must stand once, got '%s' again".formatted(row.text(QUERY)));
      }
    }
    return lists;
  }

  /** The instruction of each query. */
  Map<String, String> instructions() {
    var instructions = new LinkedHashMap<String, String>();
    var found = files.find(INSTRUCTION);
    for (var row : files.rows(found, INSTRUCTION.getFirst())) {
      instructions.put(row.text(QUERY), row.text(INSTRUCTION));
    }
    return instructions;
  }

  /** Whether there are documents. */
  boolean hasDocuments() {
    return !files.find(CORPUS).isEmpty();
  }

  /** Ids of texts. */
  static Set<String> ids(List<Text> texts) {
    var ids = new HashSet<String>();
    texts.forEach(text -> ids.add(text.id()));
    return ids;
  }
}
