// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lyceum.task.Card;
import org.lyceum.task.Task;

/**
 * A task that is there where its files are.
 *
 * @param name of the task; mteb's, where mteb has it
 * @param card what it is
 * @param files that it needs, below the folder of data sets; none where it comes with the program
 * @param reader makes the task of that folder
 */
public record DataSet(String name, Card card, List<String> files, Function<Path, Task> reader) {
  /** Copies the list. */
  public DataSet {
    files = List.copyOf(files);
  }

  /**
   * {@return whether a word means this one}
   *
   * @param word the name, or the card's id with or without its version
   */
  public boolean isCalled(String word) {
    return name.equals(word) || card.id().equals(word) || card.id().startsWith(word + "-v");
  }

  /**
   * {@return the first file that is missing}
   *
   * @param data a folder of data sets
   */
  public Optional<String> missing(Path data) {
    return files.stream().filter(file -> !Files.isReadable(data.resolve(file))).findFirst();
  }

  /**
   * {@return the task}
   *
   * @param data the folder of data sets; any where no file is needed
   * @throws org.lyceum.tensor.DataException if a file does not hold what it must
   */
  public Task open(Path data) {
    return reader.apply(data);
  }
}
