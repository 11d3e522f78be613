// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * SciFact as BEIR has it: 300 scientific claims must find the abstracts, among 5,183, that speak to
 * them. The texts are long and far from everyday language, so a student that was taught with short
 * texts alone is found out here.
 *
 * <p>The data do not come with the program. They are a folder with {@code scifact.zip} ({@code
 * corpus_train.csv} inside), {@code topics/topics.beir-v1.0.0-scifact.test.tsv.gz} and {@code
 * qrels/qrels.beir-v1.0.0-scifact.test.txt}.
 */
public final class SciFact {
  /** The environment variable that names the folder of data sets. */
  public static final String DATA = "LYCEUM_DATA";

  private static final String FOLDER = "scifact-csv";
  private static final String CORPUS = "scifact.zip";
  private static final String TOPICS = "topics/topics.beir-v1.0.0-scifact.test.tsv.gz";
  private static final String QRELS = "qrels/qrels.beir-v1.0.0-scifact.test.txt";

  private static final Card CARD =
      new Card(
          "scifact-v1",
          Card.Kind.RETRIEVAL,
          Measure.NDCG_AT_10,
          Set.of(Locale.ENGLISH),
          "BEIR v1.0.0, test split",
          "CC-BY-4.0 AND ODC-By-1.0",
          "Wadden et al. 2020, Fact or Fiction: Verifying Scientific Claims, arXiv:2004.14974");

  private SciFact() {}

  /**
   * {@return the task, where its data are: in the folder {@code scifact-csv} of the folder that
   * LYCEUM_DATA names, else of the nearest folder {@code shared/data} upwards of the working
   * directory}
   *
   * @param whyNot told the reason where there are none
   */
  public static Optional<Retrieval> find(Consumer<String> whyNot) {
    return find(System.getenv(DATA), Path.of("").toAbsolutePath(), whyNot);
  }

  static Optional<Retrieval> find(@Nullable String named, Path from, Consumer<String> whyNot) {
    if (named != null) {
      return openIfThere(Path.of(named, FOLDER), whyNot);
    }
    for (Path at = from; at != null; at = at.getParent()) {
      var folder = at.resolve("shared/data").resolve(FOLDER);
      if (Files.isDirectory(folder)) {
        return openIfThere(folder, whyNot);
      }
    }
    whyNot.accept(
        "SciFact is left out: no folder shared/data/%s; %s can name the folder of data sets"
            .formatted(FOLDER, DATA));
    return Optional.empty();
  }

  private static Optional<Retrieval> openIfThere(Path folder, Consumer<String> whyNot) {
    for (var file : List.of(CORPUS, TOPICS, QRELS)) {
      if (!Files.isReadable(folder.resolve(file))) {
        whyNot.accept("SciFact is left out: %s is missing".formatted(folder.resolve(file)));
        return Optional.empty();
      }
    }
    return Optional.of(open(folder));
  }

  /**
   * {@return the task}
   *
   * @param folder that holds the three files
   * @throws DataException if one is missing or not what it must be
   */
  public static Retrieval open(Path folder) {
    var documents = SciFactCorpus.read(folder.resolve(CORPUS));
    return new Retrieval(
        CARD, topics(folder.resolve(TOPICS)), documents, TrecFiles.qrels(folder.resolve(QRELS)));
  }

  private static List<Text> topics(Path file) {
    var topics = new ArrayList<Text>();
    DataFiles.zippedLines(
        file,
        (number, line) -> {
          int tab = line.indexOf('\t');
          if (tab < 0) {
            throw new DataException(file, number, "a line must be id, tab, text, got: " + line);
          }
          topics.add(new Text(line.substring(0, tab), line.substring(tab + 1)));
        });
    return topics;
  }
}
