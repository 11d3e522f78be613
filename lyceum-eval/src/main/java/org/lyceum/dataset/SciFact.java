// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
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
  /** The environment variable that names folders of data sets. */
  public static final String DATA = DataFolders.VARIABLE;

  private static final String FOLDER = "scifact-csv";
  private static final String CORPUS = "scifact.zip";
  private static final String TOPICS = "topics/topics.beir-v1.0.0-scifact.test.tsv.gz";
  private static final String QRELS = "qrels/qrels.beir-v1.0.0-scifact.test.txt";

  private static final Card CARD =
      DataCards.named(FOLDER).task("scifact-v1", Card.Kind.RETRIEVAL, "ndcg_at_10");

  /** The task, where its data are. */
  static final DataSet SET =
      new DataSet(
          "SciFact",
          CARD,
          Stream.of(CORPUS, TOPICS, QRELS).map(file -> FOLDER + "/" + file).toList(),
          SciFact::in);

  private SciFact() {}

  /**
   * {@return the task, where one of the {@link DataFolders} holds its data, in {@code scifact-csv}}
   *
   * @param whyNot told the reason where there are none
   */
  public static Optional<Retrieval> find(Consumer<String> whyNot) {
    return find(DataFolders.find(), whyNot);
  }

  static Optional<Retrieval> find(DataFolders folders, Consumer<String> whyNot) {
    var data = folders.holding(SET);
    if (data.isEmpty()) {
      whyNot.accept("SciFact is left out: " + folders.remedy(SET));
    }
    return data.map(SciFact::in);
  }

  private static Retrieval in(Path data) {
    return open(data.resolve(FOLDER));
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
        CARD,
        TabbedTexts.read(folder.resolve(TOPICS)),
        documents,
        TrecFiles.qrels(folder.resolve(QRELS)));
  }
}
