// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.MultilabelTask;
import org.lyceum.task.OutOfScopeTask;
import org.lyceum.task.ZeroShotTask;
import org.lyceum.tensor.DataException;

/** What a text is about: topics, intents, relations; also several at once, and none at all. */
final class TopicSets {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final int FOLDS = 20;
  private static final int MOST_MULTILABEL = 2000;

  private TopicSets() {}

  static List<DataSet> all() {
    return List.of(
        intents(),
        strangers(),
        articles(Card.Kind.CLASSIFICATION),
        articles(Card.Kind.CLUSTERING),
        titles(),
        relations(),
        topics(),
        utterances("banking"),
        utterances("hotels"),
        news());
  }

  private static DataSet intents() {
    var card =
        DataCards.named("clinc150").task("clinc150-v1", Card.Kind.CLASSIFICATION, "accuracy");
    return new DataSet(
        "CLINC150",
        card,
        List.of("clinc150/data_full.json"),
        data -> {
          var root = json(data.resolve("clinc150/data_full.json"));
          return new ClassificationTask(
              card, pairs(root, "train"), pairs(root, "test"), Classification.USUAL);
        });
  }

  private static DataSet strangers() {
    var card =
        DataCards.named("clinc150").task("clinc150-scope-v1", Card.Kind.OUT_OF_SCOPE, "auroc");
    return new DataSet(
        "CLINC150OutOfScope",
        card,
        List.of("clinc150/data_full.json"),
        data -> {
          var root = json(data.resolve("clinc150/data_full.json"));
          return new OutOfScopeTask(
              card, pairs(root, "train"), pairs(root, "test"), pairs(root, "oos_test").texts());
        });
  }

  private static LabeledTexts pairs(JsonNode root, String part) {
    var rows = new ArrayList<String[]>();
    root.path(part)
        .forEach(row -> rows.add(new String[] {row.path(0).asText(), row.path(1).asText()}));
    return Examples.of(rows);
  }

  /** Articles of the BBC; every fifth is tested where classes are learned. */
  private static DataSet articles(Card.Kind kind) {
    boolean clusters = kind == Card.Kind.CLUSTERING;
    var card =
        DataCards.named("bbc-news")
            .task(
                clusters ? "bbc-news-clusters-v1" : "bbc-news-v1",
                kind,
                clusters ? "v_measure" : "accuracy");
    var file = "bbc-news/bbc-news.tar.gz";
    return new DataSet(
        clusters ? "BBCNewsClustering" : "BBCNews",
        card,
        List.of(file),
        data -> {
          var rows = new ArrayList<String[]>();
          Examples.archive(data.resolve(file), ".txt")
              .forEach((path, text) -> rows.add(new String[] {text.strip(), folder(path)}));
          var all = Examples.of(rows);
          return clusters
              ? new ClusteringTask(card, all, rows.size())
              : new ClassificationTask(
                  card,
                  Examples.where(all, i -> i % 5 != 0),
                  Examples.where(all, i -> i % 5 == 0),
                  Classification.USUAL);
        });
  }

  private static String folder(String path) {
    var parts = path.split("/", -1);
    return parts[parts.length - 2];
  }

  private static DataSet titles() {
    var card =
        DataCards.named("short-text-clustering")
            .task("ag-news-titles-v1", Card.Kind.CLUSTERING, "v_measure");
    var file = "short-text-clustering/agnewsdataraw-8000";
    return new DataSet(
        "AGNewsTitles",
        card,
        List.of(file),
        data -> {
          var all =
              Examples.of(
                  CsvTable.read(
                      data.resolve(file),
                      CsvTable.TSV,
                      row -> new String[] {row.text(1), row.text(0)}));
          return new ClusteringTask(card, all, all.texts().size());
        });
  }

  /** Sentences with marks around the two words that are related. */
  private static DataSet relations() {
    var files =
        Stream.of("TRAIN_FILE.TXT", "TEST_FILE.txt", "TEST_FILE_KEY.TXT")
            .map(name -> "semeval2010-task8/" + name)
            .toList();
    var card =
        DataCards.named("semeval2010-task8")
            .task("semeval2010-relations-v1", Card.Kind.CLASSIFICATION, "accuracy");
    return new DataSet(
        "SemEval2010Relations",
        card,
        files,
        data ->
            new ClassificationTask(
                card,
                RelationFiles.blocks(data.resolve(files.get(0))),
                RelationFiles.keyed(data.resolve(files.get(1)), data.resolve(files.get(2))),
                Classification.USUAL));
  }

  /** The definition of each topic of news that is in use must find the name of its top level. */
  private static DataSet topics() {
    var card = DataCards.named("iptc").task("iptc-topics-v1", Card.Kind.ZERO_SHOT, "accuracy");
    var file = "iptc/data/iptc_mapping.json";
    return new DataSet(
        "IPTCTopics",
        card,
        List.of(file),
        data -> {
          var tops = new ArrayList<ZeroShotTask.Described>();
          var rows = new ArrayList<String[]>();
          for (var topic : json(data.resolve(file))) {
            var id = topic.path("NewsCode-QCode (flat)").asText();
            var top = topic.path("Level1/NewsCode").asText();
            if (id.equals(top)) {
              tops.add(new ZeroShotTask.Described(id, topic.path("Name (en-GB)").asText()));
            } else if (!topic.path("RetiredDate").isTextual()) {
              rows.add(new String[] {topic.path("Definition (en-GB)").asText(), top});
            }
          }
          return new ZeroShotTask(card, Examples.of(rows), tops);
        });
  }

  /** The first ten folds of NLU++ are learned from, the others tested. */
  private static DataSet utterances(String domain) {
    var files =
        IntStream.range(0, FOLDS)
            .mapToObj(fold -> "nlupp/data/%s/fold%d.json".formatted(domain, fold))
            .toList();
    var card =
        DataCards.named("nlupp")
            .task("nlupp-%s-v1".formatted(domain), Card.Kind.MULTILABEL, "accuracy");
    return new DataSet(
        "NLUPlusPlus-" + domain,
        card,
        files,
        data ->
            new MultilabelTask(
                card,
                utterances(data, files.subList(0, FOLDS / 2)),
                utterances(data, files.subList(FOLDS / 2, FOLDS)),
                MultilabelClassification.USUAL));
  }

  private static List<MultilabelTask.Labeled> utterances(Path data, List<String> files) {
    var all = new ArrayList<MultilabelTask.Labeled>();
    for (var file : files) {
      for (var row : json(data.resolve(file))) {
        var labels = new HashSet<String>();
        row.path("intents").forEach(intent -> labels.add(intent.asText()));
        all.add(new MultilabelTask.Labeled(row.path("text").asText(), labels));
      }
    }
    return all;
  }

  /** As mteb, measured on 2,000 test texts; here those at equal distances. */
  private static DataSet news() {
    var card =
        DataCards.named("reuters21578").task("reuters21578-v1", Card.Kind.MULTILABEL, "accuracy");
    var file = "reuters21578/reuters21578.tar.gz";
    return new DataSet(
        "Reuters21578",
        card,
        List.of(file),
        data -> {
          var texts = Examples.archive(data.resolve(file), "");
          var cats = texts.getOrDefault("reuters21578/cats.txt", "");
          var train = new ArrayList<MultilabelTask.Labeled>();
          var test = new ArrayList<MultilabelTask.Labeled>();
          for (var line : cats.split("\n", -1)) {
            if (!line.isBlank()) {
              (line.startsWith("test/") ? test : train).add(labeled(data, line, texts));
            }
          }
          int count = test.size();
          var some =
              IntStream.range(0, Math.min(count, MOST_MULTILABEL))
                  .mapToObj(i -> test.get((int) ((long) i * count / MOST_MULTILABEL)))
                  .toList();
          return new MultilabelTask(card, train, some, MultilabelClassification.USUAL);
        });
  }

  /** A line of {@code cats.txt}: {@code test/14826 trade}. */
  private static MultilabelTask.Labeled labeled(Path data, String line, Map<String, String> texts) {
    var fields = List.of(line.strip().split(" ", -1));
    var text = texts.get("reuters21578/" + fields.getFirst());
    if (text == null) {
      throw new DataException(
          data.resolve("reuters21578/reuters21578.tar.gz"),
          "must hold the text %s that cats.txt names".formatted(fields.getFirst()));
    }
    var plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    return new MultilabelTask.Labeled(
        plain.replaceAll("\\s+", " ").strip(), Set.copyOf(fields.subList(1, fields.size())));
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new DataException(file, "must be JSON: " + e.getMessage(), e);
    }
  }
}
