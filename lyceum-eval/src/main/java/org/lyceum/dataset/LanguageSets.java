// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.protocol.Classification;
import org.lyceum.task.BitextTask;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** The same in several languages: topics, sentiment, translations, and questions. */
final class LanguageSets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DataCard SIB = DataCards.named("sib200");
  private static final DataCard NUSA = DataCards.named("nusax");
  private static final DataCard XQUAD = DataCards.named("xquad");

  private LanguageSets() {}

  static List<DataSet> all() {
    var sib = List.of("eng_Latn", "fra_Latn", "deu_Latn", "swh_Latn", "rus_Cyrl", "zho_Hans");
    return Stream.of(
            sib.stream().map(LanguageSets::topics),
            sib.stream().skip(1).map(LanguageSets::translations),
            Stream.of("english", "indonesian", "javanese", "minangkabau")
                .map(LanguageSets::sentiment),
            Stream.of("indonesian", "javanese", "minangkabau").map(LanguageSets::nusaBitext),
            Stream.of("en", "de", "es", "ru", "zh", "ar", "hi").map(to -> questions(to, to)),
            Stream.of("de", "es", "ru", "zh", "ar", "hi").map(from -> questions(from, "en")))
        .flatMap(set -> set)
        .toList();
  }

  private static Locale locale(String folder) {
    return Locale.forLanguageTag(folder.replace('_', '-'));
  }

  private static String code(String folder) {
    return folder.substring(0, 3);
  }

  private static DataSet topics(String folder) {
    var card =
        SIB.task(
            "sib200-%s-v1".formatted(code(folder)),
            Card.Kind.CLASSIFICATION,
            "accuracy",
            locale(folder));
    var train = "sib200/%s/train.tsv".formatted(folder);
    var test = "sib200/%s/test.tsv".formatted(folder);
    return new DataSet(
        "SIB200Classification-" + code(folder),
        card,
        List.of(train, test),
        data ->
            new ClassificationTask(
                card,
                Examples.of(rows(data.resolve(train))),
                Examples.of(rows(data.resolve(test))),
                Classification.USUAL));
  }

  /** Text and category of each row; its number stands in front. */
  private static List<String[]> rows(Path file) {
    return CsvTable.read(
        file,
        CsvTable.headed(CsvTable.TSV),
        row -> new String[] {row.text(2), row.text(1), row.text(0)});
  }

  /** Rows of the same number are the same sentence. */
  private static DataSet translations(String folder) {
    var card =
        SIB.task(
            "sib200-%s-eng-v1".formatted(code(folder)),
            Card.Kind.BITEXT,
            "f1",
            locale(folder),
            locale("eng_Latn"));
    var from = "sib200/%s/test.tsv".formatted(folder);
    var to = "sib200/eng_Latn/test.tsv";
    return new DataSet(
        "SIB200Bitext-%s-eng".formatted(code(folder)),
        card,
        List.of(from, to),
        data -> {
          var targets = new LinkedHashMap<String, String>();
          rows(data.resolve(to)).forEach(row -> targets.put(row[2], row[0]));
          var sources = rows(data.resolve(from));
          return new BitextTask(
              card,
              sources.stream().map(row -> row[0]).toList(),
              sources.stream().map(row -> translation(data.resolve(from), targets, row)).toList());
        });
  }

  private static String translation(Path file, Map<String, String> targets, String[] row) {
    var target = targets.get(row[2]);
    if (target == null) {
      throw new DataException(file, "row %s must stand in English too".formatted(row[2]));
    }
    return target;
  }

  private static final Map<String, String> NUSA_CODES =
      Map.of("english", "eng", "indonesian", "ind", "javanese", "jav", "minangkabau", "min");

  private static String nusaCode(String language) {
    return NUSA_CODES.getOrDefault(language, language);
  }

  private static DataSet sentiment(String language) {
    var code = nusaCode(language);
    var card =
        NUSA.task(
            "nusax-senti-%s-v1".formatted(code),
            Card.Kind.CLASSIFICATION,
            "accuracy",
            Locale.of(code));
    var train = "nusax/sentiment/%s/train.csv".formatted(language);
    var test = "nusax/sentiment/%s/test.csv".formatted(language);
    return new DataSet(
        "NusaX-senti-" + code,
        card,
        List.of(train, test),
        data ->
            new ClassificationTask(
                card,
                opinions(data.resolve(train)),
                opinions(data.resolve(test)),
                Classification.USUAL));
  }

  private static LabeledTexts opinions(Path file) {
    return Examples.of(
        CsvTable.read(
            file, CsvTable.headed(CsvTable.CSV), row -> new String[] {row.text(1), row.text(2)}));
  }

  /** One column for each language. */
  private static DataSet nusaBitext(String language) {
    var code = nusaCode(language);
    var card =
        NUSA.task(
            "nusax-eng-%s-v1".formatted(code),
            Card.Kind.BITEXT,
            "f1",
            Locale.of(code),
            Locale.of("eng"));
    var file = "nusax/mt/test.csv";
    return new DataSet(
        "NusaXBitextMining-eng-" + code,
        card,
        List.of(file),
        data -> {
          var rows =
              CsvTable.read(
                  data.resolve(file),
                  CsvTable.headed(CsvTable.CSV),
                  row -> new String[] {row.named("english"), row.named(language)});
          return new BitextTask(
              card,
              rows.stream().map(row -> row[0]).toList(),
              rows.stream().map(row -> row[1]).toList());
        });
  }

  /** A question must find its paragraph among the 240 of a language. */
  private static DataSet questions(String from, String to) {
    boolean one = from.equals(to);
    var card =
        XQUAD.task(
            one ? "xquad-%s-v1".formatted(to) : "xquad-%s-%s-v1".formatted(from, to),
            Card.Kind.RETRIEVAL,
            "ndcg_at_10",
            Stream.of(from, to).distinct().map(Locale::of).toArray(Locale[]::new));
    var asked = "xquad/xquad.%s.json".formatted(from);
    var searched = "xquad/xquad.%s.json".formatted(to);
    return new DataSet(
        one ? "XQuADRetrieval-" + to : "XQuADRetrieval-%s-%s".formatted(from, to),
        card,
        Stream.of(asked, searched).distinct().toList(),
        data -> {
          var questions = xquad(data.resolve(asked));
          return new Retrieval(
              card, questions.queries, xquad(data.resolve(searched)).documents, questions.qrels);
        });
  }

  /** What a file of SQuAD holds; paragraphs are numbered. */
  private record Squad(
      List<Text> queries, List<Text> documents, Map<String, Map<String, Integer>> qrels) {}

  private static Squad xquad(Path file) {
    var squad = new Squad(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    try {
      for (var article : JSON.readTree(file.toFile()).path("data")) {
        for (var paragraph : article.path("paragraphs")) {
          var id = "p%03d".formatted(squad.documents.size());
          squad.documents.add(new Text(id, paragraph.path("context").asText()));
          for (var question : paragraph.path("qas")) {
            var query = question.path("id").asText();
            squad.queries.add(new Text(query, question.path("question").asText()));
            squad.qrels.put(query, Map.of(id, 1));
          }
        }
      }
    } catch (IOException e) {
      throw new DataException(file, "must be JSON: " + e.getMessage(), e);
    }
    return squad;
  }
}
