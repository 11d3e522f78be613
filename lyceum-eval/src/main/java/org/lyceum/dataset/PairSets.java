// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.lyceum.task.BitextTask;
import org.lyceum.task.Card;
import org.lyceum.task.PairTask;
import org.lyceum.tensor.DataException;

/** Two texts that belong together or not: paraphrases, questions, translations. */
final class PairSets {
  private PairSets() {}

  static List<DataSet> all() {
    return List.of(
        paraphrases(),
        excerpts(),
        inference(),
        questions("en"),
        questions("de"),
        tatoeba("deu"),
        tatoeba("fra"),
        tatoeba("spa"),
        tatoeba("rus"),
        tatoeba("cmn"),
        tatoeba("swh"));
  }

  private static DataSet paraphrases() {
    var card = DataCards.named("mrpc").task("mrpc-v1", Card.Kind.PAIRS, "max_ap");
    return pairs("MRPC", card, new Columns("mrpc/msr-para-test.tsv", CsvTable.TSV, 3, 4, 0));
  }

  /** Excerpts that were copied with changes, from three files line by line. */
  private static DataSet excerpts() {
    var card =
        DataCards.named("pan-paraphrase").task("pan-paraphrase-v1", Card.Kind.PAIRS, "max_ap");
    return lines(
        "PANParaphrase",
        card,
        new Lines("pan-paraphrase/pan-test", "_s1.txt", "_s2.txt", ".labels"));
  }

  /**
   * Pairs of SNLI: does the second follow from the first, or contradict it? Others are left out.
   */
  private static DataSet inference() {
    var card = DataCards.named("esnli").task("snli-v1", Card.Kind.PAIRS, "max_ap");
    return lines("SNLI", card, new Lines("esnli/", "s1.test", "s2.test", "labels.test"));
  }

  /** Parallel files of first and second texts, and of whether they belong together. */
  private record Lines(String start, String first, String second, String together) {
    List<String> files() {
      return List.of(start + first, start + second, start + together);
    }
  }

  private static DataSet lines(String name, Card card, Lines at) {
    return new DataSet(name, card, at.files(), data -> new PairTask(card, pairs(data, at)));
  }

  private static List<PairTask.Pair> pairs(Path data, Lines at) {
    var files = at.files().stream().map(data::resolve).toList();
    var all = files.stream().map(DataFiles::stripped).toList();
    if (all.stream().map(List::size).distinct().count() > 1) {
      throw new DataException(
          files.getLast(), "must have as many lines as the files of texts beside it");
    }
    var pairs = new ArrayList<PairTask.Pair>();
    for (int i = 0; i < all.getLast().size(); i++) {
      var label = all.get(2).get(i);
      if (!label.equals("neutral")) {
        boolean together = label.equals("1") || label.equals("entailment");
        pairs.add(new PairTask.Pair(all.get(0).get(i), all.get(1).get(i), together));
      }
    }
    return pairs;
  }

  private static DataSet questions(String language) {
    var card =
        DataCards.named("covid-faq")
            .task(
                "covid-faq-%s-v1".formatted(language),
                Card.Kind.PAIRS,
                "max_ap",
                Locale.of(language));
    var file = "covid-faq/eval_question_similarity_%s.csv".formatted(language);
    return pairs("CovidFaqPairs-" + language, card, new Columns(file, CsvTable.CSV, 0, 1, 2));
  }

  /** Where a file with a header has both texts, and whether they belong together: above 0. */
  private record Columns(String file, CSVFormat format, int first, int second, int together) {}

  private static DataSet pairs(String name, Card card, Columns at) {
    return new DataSet(
        name,
        card,
        List.of(at.file),
        data ->
            new PairTask(
                card,
                CsvTable.read(
                    data.resolve(at.file),
                    CsvTable.headed(at.format),
                    row ->
                        new PairTask.Pair(
                            row.text(at.first),
                            row.text(at.second),
                            row.number(at.together) > 0))));
  }

  /** From a language to English. */
  private static DataSet tatoeba(String language) {
    var card =
        DataCards.named("tatoeba")
            .task(
                "tatoeba-%s-eng-v1".formatted(language),
                Card.Kind.BITEXT,
                "f1",
                Locale.of(language),
                Locale.ENGLISH);
    var file = "tatoeba/tatoeba.%s-eng.".formatted(language);
    return new DataSet(
        "Tatoeba-%s-eng".formatted(language),
        card,
        List.of(file + language, file + "eng"),
        data ->
            new BitextTask(
                card,
                DataFiles.stripped(data.resolve(file + language)),
                DataFiles.stripped(data.resolve(file + "eng"))));
  }
}
