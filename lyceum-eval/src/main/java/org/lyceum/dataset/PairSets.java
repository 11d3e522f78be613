// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.lyceum.task.BitextTask;
import org.lyceum.task.Card;
import org.lyceum.task.PairTask;

/** Two texts that belong together or not: paraphrases, questions, translations. */
final class PairSets {
  private PairSets() {}

  static List<DataSet> all() {
    return List.of(paraphrases(), questions("en"), questions("de"), tatoeba("deu"), tatoeba("fra"));
  }

  private static DataSet paraphrases() {
    var card =
        new Card(
            "mrpc-v1",
            Card.Kind.PAIRS,
            "max_ap",
            Set.of(Locale.ENGLISH),
            "github.com/wasiahmad/paraphrase_identification, test split",
            "LicenseRef-Microsoft-research",
            "Dolan and Brockett 2005, https://aclanthology.org/I05-5002/");
    return pairs("MRPC", card, new Columns("mrpc/msr-para-test.tsv", CsvTable.TSV, 3, 4, 0));
  }

  private static DataSet questions(String language) {
    var card =
        new Card(
            "covid-faq-%s-v1".formatted(language),
            Card.Kind.PAIRS,
            "max_ap",
            Set.of(Locale.of(language)),
            "github.com/deepset-ai/COVID-QA",
            "Apache-2.0",
            "Möller et al. 2020, https://aclanthology.org/2020.nlpcovid19-acl.18/");
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
        new Card(
            "tatoeba-%s-eng-v1".formatted(language),
            Card.Kind.BITEXT,
            "f1",
            Set.of(Locale.of(language), Locale.ENGLISH),
            "github.com/facebookresearch/LASER, data/tatoeba/v1",
            "CC-BY-2.0-FR",
            "Artetxe and Schwenk 2019, https://doi.org/10.1162/tacl_a_00288");
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
