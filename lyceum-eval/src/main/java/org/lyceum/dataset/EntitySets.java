// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lyceum.protocol.Classification;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.LabeledTexts;

/**
 * Names and words without their sentences: is this a person, a place, a verb? Each pair of text and
 * class counts once.
 */
final class EntitySets {
  private EntitySets() {}

  static List<DataSet> all() {
    return List.of(
        entities("CoNLL2003Entities", at("ner-conll2003-en", "eng.train", "eng.testb"), "en"),
        entities("CoNLL2002Entities-es", at("ner-conll2002", "esp.train", "esp.testb"), "es"),
        entities(
            "GermEval2014Entities",
            at("ner-germeval2014", "NER-de-dev.tsv", "NER-de-test.tsv"),
            "de"),
        entities(
            "WNUT17Entities",
            at("ner-wnut17", "wnut17train.conll", "emerging.test.annotated"),
            "en"),
        entities("WikiAnnEntities-en", at("ner-wikiann", "en/dev", "en/test"), "en"),
        entities("WikiAnnEntities-de", at("ner-wikiann", "de/dev", "de/test"), "de"),
        entities("WikiAnnEntities-fr", at("ner-wikiann", "fr/dev", "fr/test"), "fr"),
        words());
  }

  /** A folder, the file that is learned from, and the one that is tested. */
  private record At(String folder, String train, String test) {
    List<String> files() {
      return List.of(folder + "/" + train, folder + "/" + test);
    }

    Conll format() {
      return switch (folder) {
        case "ner-conll2002" -> Conll.CONLL_2002;
        case "ner-germeval2014" -> Conll.GERMEVAL;
        case "ner-wikiann" -> Conll.WIKIANN;
        case "ner-wnut17" -> Conll.WNUT;
        default -> Conll.CONLL_2003;
      };
    }
  }

  private static At at(String folder, String train, String test) {
    return new At(folder, train, test);
  }

  private static DataSet entities(String name, At at, String language) {
    var card =
        DataCards.named(at.folder)
            .task(
                name.toLowerCase(Locale.ROOT) + "-v1",
                Card.Kind.CLASSIFICATION,
                "accuracy",
                Locale.of(language));
    return set(
        name,
        card,
        at.files(),
        file -> {
          var rows = new ArrayList<String[]>();
          for (var sentence : at.format().read(file)) {
            sentence
                .entities()
                .forEach(entity -> rows.add(new String[] {entity.text(), entity.kind()}));
          }
          return Examples.of(rows);
        });
  }

  /** Words of the English Web Treebank by their universal part of speech. */
  private static DataSet words() {
    var card =
        DataCards.named("ud-en-ewt")
            .task("ud-en-ewt-words-v1", Card.Kind.CLASSIFICATION, "accuracy");
    return set(
        "UDWords-en",
        card,
        List.of("ud-en-ewt/en_ewt-ud-dev.conllu", "ud-en-ewt/en_ewt-ud-test.conllu"),
        file -> {
          var rows = new ArrayList<String[]>();
          for (var sentence : Conll.UNIVERSAL.read(file)) {
            for (int i = 0; i < sentence.tokens().size(); i++) {
              rows.add(new String[] {sentence.tokens().get(i), sentence.tags().get(i)});
            }
          }
          return Examples.of(rows);
        });
  }

  /** Reads a file. */
  private interface Reader {
    LabeledTexts read(Path file);
  }

  private static DataSet set(String name, Card card, List<String> files, Reader reader) {
    return new DataSet(
        name,
        card,
        files,
        data ->
            new ClassificationTask(
                card,
                Examples.distinct(reader.read(data.resolve(files.get(0)))),
                Examples.some(Examples.distinct(reader.read(data.resolve(files.get(1))))),
                Classification.USUAL));
  }
}
