// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** Queries, documents, and which answers which. */
final class RetrievalSets {
  private static final String WHOLE = "-?[0-9]{1,9}";

  private RetrievalSets() {}

  static List<DataSet> all() {
    return List.of(
        SciFact.SET,
        cranfield(),
        medline(),
        vaswani(),
        cacm("CACM", CacmFiles.Extent.PAGE),
        cacm("CACMAbstracts", CacmFiles.Extent.ABSTRACT),
        answers(),
        evidence());
  }

  /**
   * Judgments name a query by its position. Their code 1 is the best grade and 4 the lowest; -1 is
   * of no interest.
   */
  private static DataSet cranfield() {
    var card = card("cranfield", "cranfield-v1");
    return new DataSet(
        "Cranfield",
        card,
        List.of("cranfield/cran.all.1400", "cranfield/cran.qry", "cranfield/cranqrel"),
        data -> {
          var folder = data.resolve("cranfield");
          return new Retrieval(
              card,
              numbered(SmartFile.read(folder.resolve("cran.qry"), "W")),
              SmartFile.read(folder.resolve("cran.all.1400"), "W"),
              judgments(folder.resolve("cranqrel"), new Columns(0, 1, 2), RetrievalSets::best1));
        });
  }

  private static int best1(int code) {
    return code < 1 ? 0 : 5 - code;
  }

  private static List<Text> numbered(List<Text> queries) {
    return IntStream.range(0, queries.size())
        .mapToObj(i -> new Text(Integer.toString(i + 1), queries.get(i).text()))
        .toList();
  }

  private static DataSet medline() {
    var card = card("med", "medline-v1");
    return new DataSet(
        "Medline",
        card,
        List.of("med/MED.ALL", "med/MED.QRY", "med/MED.REL"),
        data -> {
          var folder = data.resolve("med");
          return new Retrieval(
              card,
              SmartFile.read(folder.resolve("MED.QRY"), "W"),
              SmartFile.read(folder.resolve("MED.ALL"), "W"),
              TrecFiles.qrels(folder.resolve("MED.REL")));
        });
  }

  private static DataSet vaswani() {
    var card = card("npl", "vaswani-v1");
    return new DataSet(
        "Vaswani",
        card,
        List.of("npl/doc-text", "npl/query-text", "npl/rlv-ass"),
        data -> {
          var folder = data.resolve("npl");
          return new Retrieval(
              card,
              SlashBlocks.read(folder.resolve("query-text")),
              SlashBlocks.read(folder.resolve("doc-text")),
              lists(SlashBlocks.read(folder.resolve("rlv-ass"))));
        });
  }

  /** Pages have authors, issue and keywords below the abstract; queries ask for those too. */
  private static DataSet cacm(String name, CacmFiles.Extent extent) {
    var card = card("cacm", extent == CacmFiles.Extent.PAGE ? "cacm-v1" : "cacm-abstracts-v1");
    return new DataSet(
        name,
        card,
        List.of("cacm/cacm.tar.gz", "cacm/topics/topics.cacm.txt", "cacm/qrels/qrels.cacm.txt"),
        data -> {
          var folder = data.resolve("cacm");
          return new Retrieval(
              card,
              TaggedTexts.topics(folder.resolve("topics/topics.cacm.txt")),
              CacmFiles.documents(folder.resolve("cacm.tar.gz"), extent),
              TrecFiles.qrels(folder.resolve("qrels/qrels.cacm.txt")));
        });
  }

  /** Questions about the virus must find their answers; answers that are the same are one. */
  private static DataSet answers() {
    var card =
        DataCards.named("covid-faq")
            .task("covid-faq-answers-v1", Card.Kind.RETRIEVAL, "ndcg_at_10", Locale.ENGLISH);
    var file = "covid-faq/faqs/faq_covidbert.csv";
    return new DataSet(
        "CovidFaqRetrieval",
        card,
        List.of(file),
        data -> {
          var queries = new ArrayList<Text>();
          var documents = new LinkedHashMap<String, Text>();
          var qrels = new LinkedHashMap<String, Map<String, Integer>>();
          CsvTable.read(
                  data.resolve(file),
                  CsvTable.headed(CsvTable.CSV),
                  row -> Map.entry(row.named("question"), row.named("answer")))
              .forEach(
                  row -> {
                    var query = new Text("q%03d".formatted(queries.size()), row.getKey());
                    var document =
                        documents.computeIfAbsent(
                            row.getValue(),
                            text -> new Text("a%03d".formatted(documents.size()), text));
                    queries.add(query);
                    qrels.put(query.id(), Map.of(document.id(), 1));
                  });
          return new Retrieval(card, queries, List.copyOf(documents.values()), qrels);
        });
  }

  /** Five sentences for each claim: those that speak for or against it are relevant. */
  private static DataSet evidence() {
    var card =
        DataCards.named("climate-fever")
            .task("climate-fever-evidence-v1", Card.Kind.RERANKING, "map_at_1000");
    var file = "climate-fever/climate-fever.jsonl.gz";
    return new DataSet(
        "ClimateFEVERReranking",
        card,
        List.of(file),
        data -> ClaimFile.read(card, data.resolve(file)));
  }

  /** Documents by the text of a block, each relevant. */
  private static Map<String, Map<String, Integer>> lists(List<Text> blocks) {
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    for (var block : blocks) {
      var grades = new LinkedHashMap<String, Integer>();
      for (var document : block.text().strip().split("\\s+", -1)) {
        grades.put(document, 1);
      }
      qrels.put(block.id(), grades);
    }
    return qrels;
  }

  /** Which columns of a line hold query, document and grade. */
  private record Columns(int query, int document, int grade) {}

  private static Map<String, Map<String, Integer>> judgments(
      Path file, Columns columns, IntUnaryOperator grade) {
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    DataFiles.lines(
        file,
        (number, line) -> {
          var field = line.strip().split("\\s+", -1);
          if (field.length <= columns.grade || !field[columns.grade].matches(WHOLE)) {
            throw new DataException(
                file, number, "a line must be query, document, grade, got: " + line);
          }
          qrels
              .computeIfAbsent(field[columns.query], id -> new LinkedHashMap<>())
              .put(
                  field[columns.document],
                  grade.applyAsInt(Integer.parseInt(field[columns.grade])));
        });
    return qrels;
  }

  private static Card card(String data, String id) {
    return DataCards.named(data).task(id, Card.Kind.RETRIEVAL, "ndcg_at_10");
  }
}
