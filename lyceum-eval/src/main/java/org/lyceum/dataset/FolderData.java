// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lyceum.task.Card;
import org.lyceum.task.Task;
import org.lyceum.tensor.DataException;

/**
 * A folder of the user's that is a task, read and checked. Its name is the folder's; its id has a
 * hash of its files, so that a result says what it was measured on.
 *
 * @param set the task
 * @param notes what a user should know, such as what was left out
 */
public record FolderData(DataSet set, List<String> notes) {
  private static final int HASH = 12;

  /** Copies the notes. */
  public FolderData {
    notes = List.copyOf(notes);
  }

  /**
   * {@return the task that a folder is}
   *
   * @param folder in one of the formats of {@code docs/data-formats.md}
   * @param type what it is measured as
   * @param language of the texts
   * @throws IllegalArgumentException if it is no folder
   * @throws DataException if it does not hold what the type needs; names file and row
   */
  public static FolderData read(Path folder, TaskType type, Locale language) {
    var files = FolderFiles.of(folder);
    var name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    var card =
        new Card(
            id(name, files),
            type.kind(),
            type.main(),
            Set.of(language),
            "a folder of the user's",
            "LicenseRef-unknown",
            "none given");
    var notes = new ArrayList<String>();
    try {
      var task = task(files, type, card, notes);
      return new FolderData(new DataSet(name, card, List.of(), data -> task), notes);
    } catch (IllegalArgumentException e) {
      throw new DataException(folder, e);
    }
  }

  private static String id(String name, FolderFiles files) {
    var words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    var word = words.replaceAll("^-|-$", "");
    return "%s-%s-v1".formatted(word.isEmpty() ? "data" : word, files.hash().substring(0, HASH));
  }

  private static Task task(FolderFiles files, TaskType type, Card card, List<String> notes) {
    return switch (type) {
      case STS -> PairFolders.sts(files, card);
      case PAIRS -> PairFolders.pairs(files, card);
      case BITEXT -> PairFolders.bitext(files, card);
      case SUMMARIZATION -> PairFolders.summaries(files, card);
      case RETRIEVAL -> JudgedFolders.retrieval(files, card, notes);
      case RERANKING -> JudgedFolders.reranking(files, card, notes);
      case INSTRUCTION -> JudgedFolders.instruction(files, card, notes);
      case CLASSIFICATION -> LabelFolders.classification(files, card);
      case MULTILABEL -> LabelFolders.multilabel(files, card);
      case REGRESSION -> LabelFolders.regression(files, card);
      case CLUSTERING -> LabelFolders.clustering(files, card);
      case ZERO_SHOT -> LabelFolders.zeroShot(files, card);
    };
  }
}
