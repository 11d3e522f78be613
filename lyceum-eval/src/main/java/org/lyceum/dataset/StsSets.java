// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.lyceum.folder.Prompt;
import org.lyceum.task.Card;
import org.lyceum.task.Sts;

/** Pairs of sentences that people have judged: how alike are they? */
final class StsSets {
  private StsSets() {}

  static List<DataSet> all() {
    return List.of(
        new DataSet("STS12", Sts.sts12().card(), List.of(), data -> Sts.sts12()),
        new DataSet("STS13", Sts.sts13().card(), List.of(), data -> Sts.sts13()),
        semEval(
            "sts14",
            "2014",
            List.of("OnWN", "deft-forum", "deft-news", "headlines", "images", "tweet-news")),
        semEval(
            "sts15",
            "2015",
            List.of("answers-forums", "answers-students", "belief", "headlines", "images")),
        semEval(
            "sts16",
            "2016",
            List.of(
                "answer-answer", "headlines", "plagiarism", "postediting", "question-question")),
        benchmark("en"),
        benchmark("de"),
        benchmark("es"),
        benchmark("fr"),
        benchmark("it"),
        benchmark("ja"),
        benchmark("nl"),
        benchmark("pl"),
        benchmark("pt"),
        benchmark("ru"),
        benchmark("zh"),
        biosses());
  }

  /** One part a file; pairs that nobody judged have an empty score and are left out. */
  private static DataSet semEval(String name, String year, List<String> parts) {
    var card = card("sts12-16", name + "-v1", Locale.ENGLISH);
    return new DataSet(
        name.toUpperCase(Locale.ROOT),
        card,
        parts.stream().map(part -> file(year, part)).toList(),
        data ->
            new Sts(
                card,
                parts.stream()
                    .map(part -> new Sts.Part(part, scored(data.resolve(file(year, part)))))
                    .toList(),
                new Prompt.None()));
  }

  private static String file(String year, String part) {
    return "sts12-16/%s/%s.test.tsv".formatted(year, part);
  }

  private static List<Sts.Pair> scored(Path file) {
    return CsvTable.read(
        file,
        CsvTable.TSV,
        fields ->
            fields.text(0).isEmpty()
                ? null
                : new Sts.Pair(fields.text(1), fields.text(2), fields.number(0)));
  }

  /** The STS benchmark, and its machine translations. */
  private static DataSet benchmark(String language) {
    var card = card("stsb-multi", "stsb-%s-v1".formatted(language), Locale.of(language));
    var file = "stsb-multi/data/stsb-%s-test.csv".formatted(language);
    return single(
        language.equals("en") ? "STSBenchmark" : "STSBenchmark-" + language,
        card,
        file,
        data ->
            CsvTable.read(
                data.resolve(file),
                CsvTable.CSV,
                fields -> new Sts.Pair(fields.text(0), fields.text(1), fields.number(2))));
  }

  private static DataSet biosses() {
    var card = card("biosses", "biosses-v1", Locale.ENGLISH);
    var file = "biosses/biosses.tsv";
    return single(
        "BIOSSES",
        card,
        file,
        data ->
            CsvTable.read(
                data.resolve(file),
                CsvTable.headed(CsvTable.TSV),
                fields -> new Sts.Pair(fields.text(6), fields.text(7), fields.number(0))));
  }

  private static DataSet single(
      String name, Card card, String file, Function<Path, List<Sts.Pair>> pairs) {
    return new DataSet(
        name,
        card,
        List.of(file),
        data ->
            new Sts(card, List.of(new Sts.Part(card.id(), pairs.apply(data))), new Prompt.None()));
  }

  private static Card card(String data, String id, Locale language) {
    return DataCards.named(data).task(id, Card.Kind.SIMILARITY, "cosine_spearman", language);
  }
}
