// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
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
        DataCards.named("banking77").task("banking77-v1", Card.Kind.CLASSIFICATION, "accuracy");
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
        DataCards.named("trec-sst-subj")
            .task("trec-questions-v1", Card.Kind.CLASSIFICATION, "accuracy");
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
    var card = DataCards.named("agnews").task("ag-news-v1", Card.Kind.ZERO_SHOT, "accuracy");
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
        DataCards.named("medical-abstracts")
            .task("medical-abstracts-v1", Card.Kind.ZERO_SHOT, "accuracy");
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
        DataCards.named("stackoverflow-titles")
            .task("stackoverflow-titles-v1", Card.Kind.CLUSTERING, "v_measure");
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
        DataCards.named("short-text-clustering")
            .task("search-snippets-v1", Card.Kind.CLUSTERING, "v_measure");
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
}
