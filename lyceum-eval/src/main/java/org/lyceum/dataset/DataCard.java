// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.lyceum.task.Card;

/**
 * A data set: one folder of files, from which one task or several are made.
 *
 * @param id kebab-case with a version, such as {@code banking77-v1}; changed files are a new id
 * @param kind in a few words
 * @param languages of the texts
 * @param source the page that it is from
 * @param license SPDX identifier or {@code LicenseRef-} name
 * @param citation the work to cite
 * @param byHand how a file without address is made; blank where all have one
 * @param files that Lyceum reads, all below one folder
 */
public record DataCard(
    String id,
    String kind,
    Set<Locale> languages,
    String source,
    String license,
    String citation,
    String byHand,
    List<DataFile> files) {
  private static final Pattern ID = Pattern.compile("([a-z0-9]+(-[a-z0-9]+)*)-v[0-9]+");

  /** Checks that nothing is missing. */
  public DataCard {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "data set id '%s' must be kebab-case and end in a version, such as mrpc-v1"
              .formatted(id));
    }
    languages = Set.copyOf(languages);
    files = List.copyOf(files);
    if (kind.isBlank() || source.isBlank() || license.isBlank() || citation.isBlank()) {
      throw new IllegalArgumentException(
          "data set '%s' must have a kind, source, license and citation".formatted(id));
    }
    if (languages.isEmpty() || files.isEmpty()) {
      throw new IllegalArgumentException(
          "data set '%s' must have a language and a file or more".formatted(id));
    }
    requireFiles(id, files, byHand);
  }

  private static void requireFiles(String id, List<DataFile> files, String byHand) {
    var folder = id.substring(0, id.lastIndexOf("-v")) + "/";
    var paths = new HashSet<String>();
    for (var file : files) {
      if (!file.path().startsWith(folder) || !paths.add(file.path())) {
        throw new IllegalArgumentException(
            "files of data set '%s' must lie below %s, each once, got '%s'"
                .formatted(id, folder, file.path()));
      }
    }
    if (byHand.isBlank() == files.stream().anyMatch(file -> file.address().isEmpty())) {
      throw new IllegalArgumentException(
          "data set '%s' must say how files are made by hand, exactly where one has no address"
              .formatted(id));
    }
  }

  /** {@return its folder below the folder of data sets: its id without the version} */
  public String folder() {
    return id.substring(0, id.lastIndexOf("-v"));
  }

  /** {@return whether the length and the sum of each file are known} */
  public boolean isKnown() {
    return files.stream().allMatch(DataFile::isKnown);
  }

  /** {@return the length of all files together, of those where it is known} */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  /** {@return whether all of its files can be fetched} */
  public boolean canBeFetched() {
    return byHand.isBlank();
  }

  /**
   * {@return whether a folder of data sets holds all of its files, by their lengths}
   *
   * @param root the folder
   */
  public boolean isIn(Path root) {
    return files.stream().allMatch(file -> file.isIn(root));
  }

  /**
   * {@return the card of a task that is made of this}
   *
   * @param task the id of the task
   * @param kind what is asked of the embedder
   * @param main the measure to quote
   * @param languages of its texts; none means all of the data set
   */
  Card task(String task, Card.Kind kind, String main, Locale... languages) {
    return new Card(
        task,
        kind,
        main,
        languages.length == 0 ? this.languages : Set.of(languages),
        source,
        license,
        citation);
  }
}
