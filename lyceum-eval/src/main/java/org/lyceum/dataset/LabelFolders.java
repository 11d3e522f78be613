// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.protocol.Regression;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.ClusteredSetsTask;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.MultilabelTask;
import org.lyceum.task.RegressionTask;
import org.lyceum.task.Task;
import org.lyceum.task.ZeroShotTask;

/** Folders of texts that have a class, several, or a number. */
final class LabelFolders {
  private static final List<String> TEXT = List.of("text", "sentence", "sentences", "texts");
  private static final List<String> LABEL =
      List.of("label", "labels", "category", "class", "label_text");
  private static final List<String> LABELS = List.of("labels", "label", "classes");
  private static final List<String> VALUE = List.of("value", "score", "label", "labels", "target");
  private static final List<String> CLASSES = List.of("classes", "labels");
  private static final List<String> DESCRIPTION =
      List.of("description", "prompt", "text", "label_text", "name");
  private static final List<String> NAME = List.of("label_text");
  private static final int MOST_CLUSTERED = 16_384; // as many as mteb embeds at most

  private LabelFolders() {}

  static Task classification(FolderFiles files, Card card) {
    var train = labeled(files.train());
    var known = distinct(train);
    if (known.size() < 2) {
      throw new IllegalArgumentException(
          "the texts to learn from must have two labels or more, got only %s".formatted(known));
    }
    var rows = files.test();
    rows.forEach(row -> requireKnown(row, known));
    return new ClassificationTask(card, train, labeled(rows), Classification.USUAL);
  }

  private static void requireKnown(NamedRow row, Set<String> known) {
    if (!known.contains(row.text(LABEL))) {
      throw row.wrong(
          "a label must be one of those that are learned, got '%s'".formatted(row.text(LABEL)));
    }
  }

  private static LabeledTexts labeled(List<NamedRow> rows) {
    return new LabeledTexts(
        rows.stream().map(row -> row.text(TEXT)).toList(),
        rows.stream().map(row -> row.text(LABEL)).toList());
  }

  private static Set<String> distinct(LabeledTexts texts) {
    return new LinkedHashSet<>(texts.labels());
  }

  static Task multilabel(FolderFiles files, Card card) {
    var train = examples(files.train());
    int neighbors = MultilabelClassification.USUAL.neighbors();
    if (train.size() < neighbors) {
      throw new IllegalArgumentException(
          "there must be %d texts to learn from or more, got %d"
              .formatted(neighbors, train.size()));
    }
    var test = examples(files.test());
    if (test.stream().allMatch(example -> example.labels().isEmpty())) {
      throw new IllegalArgumentException("a test text must have a label, got none with one");
    }
    return new MultilabelTask(card, train, test, MultilabelClassification.USUAL);
  }

  private static List<MultilabelTask.Labeled> examples(List<NamedRow> rows) {
    return rows.stream()
        .map(row -> new MultilabelTask.Labeled(row.text(TEXT), Set.copyOf(row.texts(LABELS))))
        .toList();
  }

  static Task regression(FolderFiles files, Card card) {
    var test = valued(files.test());
    if (test.stream().mapToDouble(RegressionTask.Example::value).distinct().limit(2).count() < 2) {
      throw new IllegalArgumentException("the values of the test must differ, got one alone");
    }
    return new RegressionTask(card, valued(files.train()), test, Regression.USUAL);
  }

  private static List<RegressionTask.Example> valued(List<NamedRow> rows) {
    return rows.stream()
        .map(row -> new RegressionTask.Example(row.text(TEXT), row.number(VALUE)))
        .toList();
  }

  /** A text a row, or, as mteb's first version has it, a set of texts a row. */
  static Task clustering(FolderFiles files, Card card) {
    var rows = files.test();
    if (rows.getFirst().hasList(TEXT)) {
      return new ClusteredSetsTask(card, rows.stream().map(LabelFolders::set).toList());
    }
    var all = labeled(rows);
    if (distinct(all).size() < 2) {
      throw new IllegalArgumentException(
          "texts must have two labels or more, got only %s".formatted(distinct(all)));
    }
    return new ClusteringTask(card, all, MOST_CLUSTERED);
  }

  private static LabeledTexts set(NamedRow row) {
    var texts = row.texts(TEXT);
    var labels = row.texts(LABELS);
    if (texts.isEmpty() || texts.size() != labels.size()) {
      throw row.wrong(
          "a set must have texts, each with a label, got %d and %d"
              .formatted(texts.size(), labels.size()));
    }
    return new LabeledTexts(texts, labels);
  }

  /** Classes are described in a file of their own, by a column of the test, or by their names. */
  static Task zeroShot(FolderFiles files, Card card) {
    var rows = files.test();
    var classes = new LinkedHashMap<String, String>();
    var described = files.find(CLASSES);
    for (var row : described.isEmpty() ? rows : files.rows(described, "classes")) {
      var label = row.text(LABEL);
      var words =
          described.isEmpty() ? row.has(NAME) ? row.text(NAME) : label : row.text(DESCRIPTION);
      classes.putIfAbsent(label, words);
    }
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "there must be two classes or more, got only %s".formatted(classes.keySet()));
    }
    rows.forEach(row -> requireKnown(row, classes.keySet()));
    return new ZeroShotTask(
        card,
        labeled(rows),
        classes.entrySet().stream()
            .map(of -> new ZeroShotTask.Described(of.getKey(), of.getValue()))
            .toList());
  }
}
