// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.Cache;

/**
 * The folders in which data sets are looked for, one after the other.
 *
 * @param roots each holds data sets as folders
 */
public record DataFolders(List<Path> roots) {
  /** The environment variable that names some, separated as the system separates paths. */
  public static final String VARIABLE = "LYCEUM_DATA";

  private static final String USUAL = "shared/data";

  /** Copies the list. */
  public DataFolders {
    roots = List.copyOf(roots);
  }

  /**
   * {@return the folders that {@value #VARIABLE} names, then the nearest folder {@code shared/data}
   * upwards of the working directory, then {@link #fetched()}}
   */
  public static DataFolders find() {
    return find(System.getenv(VARIABLE), Path.of("").toAbsolutePath(), fetched());
  }

  static DataFolders find(@Nullable String named, Path from, Path fetched) {
    var roots = new ArrayList<Path>();
    if (named != null) {
      for (var name : named.split(Pattern.quote(File.pathSeparator), -1)) {
        if (!name.isBlank()) {
          roots.add(Path.of(name));
        }
      }
    }
    for (Path at = from; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(USUAL))) {
        roots.add(at.resolve(USUAL));
        break;
      }
    }
    roots.add(fetched);
    return new DataFolders(roots.stream().distinct().toList());
  }

  /** {@return the folder into which data sets are fetched; may not be there} */
  public static Path fetched() {
    return Cache.folder().resolve("data");
  }

  /**
   * {@return the first folder that holds all files of a task, if one does; any where it needs none}
   *
   * @param set the task
   */
  public Optional<Path> holding(DataSet set) {
    return roots.stream().filter(root -> set.missing(root).isEmpty()).findFirst();
  }

  /**
   * {@return the first folder that holds all files of a data set, if one does}
   *
   * @param card the data set
   */
  public Optional<Path> holding(DataCard card) {
    return roots.stream().filter(card::isIn).findFirst();
  }

  /**
   * {@return what is to be done where a data set is in none of them}
   *
   * @param card the data set
   */
  public String remedy(DataCard card) {
    return "data set '%s' is in none of %s; %s"
        .formatted(
            card.folder(),
            roots.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            card.canBeFetched()
                ? "get it with 'lyceum data fetch %s', or name a folder that holds %s in %s"
                    .formatted(card.folder(), card.folder(), VARIABLE)
                : byHand(card));
  }

  /**
   * {@return how a data set comes about that cannot be fetched}
   *
   * @param card the data set
   */
  public static String byHand(DataCard card) {
    return "it is made by hand from %s: %s, below a folder that %s names"
        .formatted(card.source(), card.byHand(), VARIABLE);
  }

  /**
   * {@return what is to be done where a task cannot be opened}
   *
   * @param set the task
   */
  public String remedy(DataSet set) {
    var missing = roots.stream().findFirst().flatMap(set::missing).orElse("");
    var looked = roots.stream().map(Path::toString).collect(Collectors.joining(", "));
    var get =
        DataCards.of(set)
            .map(
                card ->
                    card.canBeFetched()
                        ? "; 'lyceum data fetch %s' gets it".formatted(card.folder())
                        : "; 'lyceum data where %s' says how to get it".formatted(card.folder()))
            .orElse("");
    return "task '%s' needs the file %s in one of the folders of data sets, %s%s; %s names others"
        .formatted(set.name(), missing, looked, get, VARIABLE);
  }
}
