// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lyceum.folder.Prompt;
import org.lyceum.task.Card;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.OutlierTask;
import org.lyceum.task.Sts;

/** Single words: how alike they are, of which category, and which does not belong. */
final class WordSets {
  private static final DataCard WORDS = DataCards.named("wordsim");
  private static final DataCard BENCHMARKS = DataCards.named("word-benchmarks");

  private WordSets() {}

  static List<DataSet> all() {
    var similarity =
        Stream.of(
            similarity("SimLex999", "SIMLEX-999"),
            similarity("WordSim353", "WS-353-ALL"),
            similarity("WordSim353Similar", "WS-353-SIM"),
            similarity("WordSim353Related", "WS-353-REL"),
            similarity("RG65", "RG-65"),
            similarity("MC30", "MC-30"),
            similarity("MEN", "MEN-TR-3k"),
            similarity("RareWords", "RW-STANFORD"),
            similarity("SimVerb3500", "SimVerb-3500"),
            similarity("Verb143", "VERB-143"),
            similarity("YP130", "YP-130"),
            similarity("MTurk771", "MTurk-771"),
            similarity("MTurk287", "MTurk-287"),
            across("de"),
            across("es"));
    var others =
        Stream.of(
            categories("APWords", "ap"),
            categories("BattigWords", "battig"),
            categories("BLESSWords", "bless"),
            categories("ESSLLIWords", "essli-2008"),
            outliers("EightEightEight", "8-8-8"),
            outliers("WikiSem500", "wikisem500"));
    return Stream.concat(similarity, others).toList();
  }

  private static String id(String name) {
    return "words-%s-v1".formatted(name.toLowerCase(Locale.ROOT));
  }

  /** Two words and a score a line, on a scale of its own. */
  private static DataSet similarity(String name, String part) {
    var card = WORDS.task(id(name), Card.Kind.WORDS, "cosine_spearman");
    var file = "wordsim/word-sim/EN-%s.txt".formatted(part);
    return sts(
        name,
        card,
        file,
        data ->
            CsvTable.read(
                data.resolve(file),
                CsvTable.TSV,
                row -> new Sts.Pair(row.text(0), row.text(1), row.number(2))));
  }

  /** English words beside those of another language. */
  private static DataSet across(String language) {
    var name = "SemEval2017Words-en-" + language;
    var card =
        BENCHMARKS.task(
            id(name.replace("-", "")),
            Card.Kind.WORDS,
            "cosine_spearman",
            Locale.ENGLISH,
            Locale.of(language));
    var file =
        "word-benchmarks/word-similarity/cross-lingual/en-%s/semeval17.csv".formatted(language);
    return sts(
        name,
        card,
        file,
        data ->
            CsvTable.read(
                data.resolve(file),
                CsvTable.headed(CsvTable.CSV),
                row -> new Sts.Pair(word(row.text(1)), word(row.text(2)), row.number(3))));
  }

  /** Reads pairs below a folder of data sets. */
  private interface Pairs {
    List<Sts.Pair> in(Path data);
  }

  private static DataSet sts(String name, Card card, String file, Pairs pairs) {
    return new DataSet(
        name,
        card,
        List.of(file),
        data -> new Sts(card, List.of(new Sts.Part(card.id(), pairs.in(data))), new Prompt.None()));
  }

  private static DataSet categories(String name, String part) {
    var card =
        BENCHMARKS.task(
            "words-%s-v1".formatted(part), Card.Kind.CLUSTERING, "v_measure", Locale.ENGLISH);
    var file = "word-benchmarks/word-categorization/monolingual/en/%s.csv".formatted(part);
    return new DataSet(
        name,
        card,
        List.of(file),
        data -> {
          var rows =
              CsvTable.read(
                  data.resolve(file),
                  CsvTable.headed(CsvTable.CSV),
                  row -> Map.entry(word(row.text(2)), row.text(1)));
          return new ClusteringTask(
              card,
              new LabeledTexts(
                  rows.stream().map(Map.Entry::getKey).toList(),
                  rows.stream().map(Map.Entry::getValue).toList()),
              rows.size());
        });
  }

  private static DataSet outliers(String name, String part) {
    var card =
        BENCHMARKS.task("words-%s-v1".formatted(part), Card.Kind.OUTLIERS, "opp", Locale.ENGLISH);
    var file = "word-benchmarks/outlier-detection/monolingual/en/%s.csv".formatted(part);
    return new DataSet(
        name,
        card,
        List.of(file),
        data ->
            new OutlierTask(
                card,
                CsvTable.read(
                    data.resolve(file),
                    CsvTable.headed(CsvTable.CSV),
                    row -> new OutlierTask.Group(words(row.text(3)), words(row.text(2))))));
  }

  /** A list as Python prints it; its last string may be empty. */
  private static List<String> words(String list) {
    var words = new ArrayList<String>();
    for (var word : PythonStrings.parse(list)) {
      if (!word.isBlank()) {
        words.add(word(word));
      }
    }
    return words;
  }

  private static String word(String text) {
    return text.replace('_', ' ').strip();
  }
}
