// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.lyceum.protocol.Classification;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.ZeroShotTask;

/** Texts that belong to classes: learned from examples, by descriptions, or found as clusters. */
final class LabelSets {
  private LabelSets() {}

  static List<DataSet> all() {
    return List.of(banking(), questions(), news(), abstracts(), titles(), snippets());
  }

  private static DataSet banking() {
    var card =
        card(
            "banking77-v1",
            Card.Kind.CLASSIFICATION,
            "github.com/PolyAI-LDN/task-specific-datasets",
            "CC-BY-4.0",
            "Casanueva et al. 2020, https://aclanthology.org/2020.nlp4convai-1.5/");
    return new DataSet(
        "Banking77Classification",
        card,
        List.of("banking77/train.csv", "banking77/test.csv"),
        data ->
            new ClassificationTask(
                card,
                csv(data.resolve("banking77/train.csv"), true, 0, 1),
                csv(data.resolve("banking77/test.csv"), true, 0, 1),
                Classification.USUAL));
  }

  private static DataSet questions() {
    var card =
        card(
            "trec-questions-v1",
            Card.Kind.CLASSIFICATION,
            "TREC question classification, coarse classes",
            "LicenseRef-research",
            "Li and Roth 2002, https://aclanthology.org/C02-1150/");
    return new DataSet(
        "TRECQuestions",
        card,
        List.of("trec-sst-subj/TREC.train.all", "trec-sst-subj/TREC.test.all"),
        data ->
            new ClassificationTask(
                card,
                Examples.prefixed(data.resolve("trec-sst-subj/TREC.train.all"), " "),
                Examples.prefixed(data.resolve("trec-sst-subj/TREC.test.all"), " "),
                Classification.USUAL));
  }

  private static DataSet news() {
    var card =
        card(
            "ag-news-v1",
            Card.Kind.ZERO_SHOT,
            "AG's corpus of news articles, test split",
            "LicenseRef-non-commercial",
            "Zhang et al. 2015, Character-level Convolutional Networks, arXiv:1509.01626");
    return new DataSet(
        "AGNews",
        card,
        List.of("agnews/test.csv", "agnews/classes.txt"),
        data -> {
          var names =
              DataFiles.stripped(data.resolve("agnews/classes.txt")).stream()
                  .map(name -> name.replace("Sci/Tech", "Science and Technology")) // as one says it
                  .toList();
          var classes =
              IntStream.range(0, names.size())
                  .mapToObj(i -> new ZeroShotTask.Described(Integer.toString(i + 1), names.get(i)))
                  .toList();
          return new ZeroShotTask(card, titled(data.resolve("agnews/test.csv")), classes);
        });
  }

  private static DataSet abstracts() {
    var card =
        card(
            "medical-abstracts-v1",
            Card.Kind.ZERO_SHOT,
            "github.com/sebischair/Medical-Abstracts-TC-Corpus, test split",
            "CC-BY-SA-3.0",
            "Schopf et al. 2022, https://doi.org/10.1145/3582768.3582795");
    return new DataSet(
        "MedicalAbstracts",
        card,
        List.of("medical-abstracts/medical_tc_test.csv", "medical-abstracts/medical_tc_labels.csv"),
        data -> {
          var names = csv(data.resolve("medical-abstracts/medical_tc_labels.csv"), true, 1, 0);
          var classes =
              IntStream.range(0, names.texts().size())
                  .mapToObj(
                      i -> new ZeroShotTask.Described(names.labels().get(i), names.texts().get(i)))
                  .toList();
          return new ZeroShotTask(
              card,
              csv(data.resolve("medical-abstracts/medical_tc_test.csv"), true, 1, 0),
              classes);
        });
  }

  private static DataSet titles() {
    var card =
        card(
            "stackoverflow-titles-v1",
            Card.Kind.CLUSTERING,
            "github.com/jacoxu/StackOverflow, 6,000 of 20,000 titles",
            "LicenseRef-StackExchange",
            "Xu et al. 2015, https://aclanthology.org/W15-1509/");
    return new DataSet(
        "StackOverflowTitles",
        card,
        List.of(
            "stackoverflow-titles/title_StackOverflow.txt",
            "stackoverflow-titles/label_StackOverflow.txt"),
        data -> {
          var folder = data.resolve("stackoverflow-titles");
          return new ClusteringTask(
              card,
              new LabeledTexts(
                  DataFiles.stripped(folder.resolve("title_StackOverflow.txt")),
                  DataFiles.stripped(folder.resolve("label_StackOverflow.txt"))),
              6_000);
        });
  }

  private static DataSet snippets() {
    var card =
        card(
            "search-snippets-v1",
            Card.Kind.CLUSTERING,
            "github.com/rashadulrakib/short-text-clustering-enhancement",
            "LicenseRef-research",
            "Phan et al. 2008, https://doi.org/10.1145/1367497.1367510");
    return new DataSet(
        "SearchSnippets",
        card,
        List.of("short-text-clustering/search_snippets/traintest"),
        data -> {
          var file = data.resolve("short-text-clustering/search_snippets/traintest");
          var rows =
              CsvTable.read(file, CsvTable.TSV, row -> new String[] {row.text(2), row.text(1)});
          return new ClusteringTask(card, Examples.of(rows), rows.size());
        });
  }

  private static LabeledTexts csv(Path file, boolean header, int text, int label) {
    var format =
        header ? CsvTable.CSV.builder().setHeader().setSkipHeaderRecord(true).get() : CsvTable.CSV;
    return Examples.of(
        CsvTable.read(file, format, row -> new String[] {row.text(text), row.text(label)}));
  }

  /** Class, title, description; a backslash stands for a line break. */
  private static LabeledTexts titled(Path file) {
    return Examples.of(
        CsvTable.read(
            file,
            CsvTable.CSV,
            row ->
                new String[] {(row.text(1) + " " + row.text(2)).replace('\\', ' '), row.text(0)}));
  }

  private static Card card(
      String id, Card.Kind kind, String source, String license, String citation) {
    var main = kind == Card.Kind.CLUSTERING ? "v_measure" : "accuracy";
    return new Card(id, kind, main, Set.of(Locale.ENGLISH), source, license, citation);
  }
}
