// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.files.Sha256;
import org.lyceum.tensor.DataException;

/**
 * The files of a folder, by what they hold: {@code NAME.ending} or {@code
 * NAME-00000-of-00002.ending} in the folder itself, or all files of its folder {@code NAME}. The
 * folders {@code data} and {@code default}, in which Hugging Face keeps files, count as the folder
 * itself.
 *
 * @param folder where they are
 * @param files all, in the order of their paths
 */
record FolderFiles(Path folder, List<FolderFiles.Named> files) {
  /** The names of the part that is measured on, best first. */
  static final List<String> TEST = List.of("test", "validation", "valid", "val", "dev");

  /** The name of the part that is learned from. */
  static final List<String> TRAIN = List.of("train");

  private static final int DEPTH = 4;
  private static final Pattern SHARD = Pattern.compile("-\\d+-of-\\d+(-[0-9a-f]+)?$");
  private static final List<String> SAME = List.of("data", "default");

  /**
   * A file.
   *
   * @param path of it
   * @param folder that it is in, as a name; empty for the folder itself
   * @param stem its name without the ending and the number of a part
   */
  record Named(Path path, String folder, String stem) {
    boolean isRows() {
      return RowFile.ENDINGS.contains(DataFiles.ending(path));
    }
  }

  static FolderFiles of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "the data must be a folder, got '%s', which is none".formatted(folder));
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      var files =
          all.filter(Files::isRegularFile)
              .map(folder::relativize)
              .filter(FolderFiles::isData)
              .sorted()
              .map(path -> named(folder, path))
              .toList();
      if (files.isEmpty()) {
        throw new DataException(folder, "must hold files of data, but is empty");
      }
      return new FolderFiles(folder, files);
    } catch (IOException e) {
      throw new DataException(folder, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Not what lies beside data: hidden files, pages and licenses. */
  private static boolean isData(Path path) {
    for (var part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    var name = path.getFileName().toString();
    return !name.endsWith(".md") && !name.matches("(?i)(license|readme|notice).*");
  }

  private static Named named(Path folder, Path path) {
    var inside = new ArrayList<String>();
    for (var part : path) {
      inside.add(part.toString());
    }
    inside.removeLast();
    while (!inside.isEmpty() && SAME.contains(inside.getFirst())) {
      inside.removeFirst();
    }
    return new Named(
        folder.resolve(path),
        String.join("/", inside),
        SHARD.matcher(DataFiles.stem(path)).replaceFirst(""));
  }

  /** The files of the first of some names that is there; none where none is. */
  List<Path> find(List<String> names) {
    return names.stream()
        .map(name -> paths(file -> is(file, name)))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static boolean is(Named file, String name) {
    return file.folder.isEmpty() ? file.stem.equals(name) : file.folder.equals(name);
  }

  /** The files of a folder, of the first of some stems that is there; all where there is none. */
  List<Path> inside(String name, List<String> stems) {
    return stems.stream()
        .map(stem -> paths(file -> file.folder.equals(name) && file.stem.equals(stem)))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElseGet(() -> paths(file -> file.folder.equals(name)));
  }

  private List<Path> paths(Predicate<Named> wanted) {
    return files.stream().filter(wanted).map(Named::path).toList();
  }

  /** The rows of the part that is measured on. */
  List<NamedRow> test() {
    return rows(testFiles(), "test");
  }

  /** The files of the part that is measured on; a single file of rows may have any name. */
  List<Path> testFiles() {
    var found = find(TEST);
    var rows = paths(Named::isRows);
    return found.isEmpty() && rows.size() == 1 && find(TRAIN).isEmpty() ? rows : found;
  }

  /** The rows of the part that is learned from. */
  List<NamedRow> train() {
    return rows(find(TRAIN), "train");
  }

  /** The rows of some files, which are parts of one. */
  List<NamedRow> rows(List<Path> found, String name) {
    requireOne(found, name);
    return found.stream().flatMap(file -> RowFile.read(file).stream()).toList();
  }

  /** Checks that files are there, and are not the same thing in several formats. */
  void requireOne(List<Path> found, String name) {
    if (found.isEmpty()) {
      throw missing("%s.jsonl, .csv, .tsv or .parquet".formatted(name));
    }
    if (found.stream().map(DataFiles::ending).distinct().count() > 1) {
      throw new DataException(
          folder, "must hold '%s' in one format, got %s".formatted(name, names(found)));
    }
  }

  /** Says what is not there and what is. */
  DataException missing(String wanted) {
    return new DataException(
        folder,
        "must hold %s; it holds %s"
            .formatted(wanted, names(files.stream().map(Named::path).limit(12).toList())));
  }

  private String names(List<Path> paths) {
    return paths.stream()
        .map(path -> folder.relativize(path).toString())
        .collect(Collectors.joining(", "));
  }

  /** A hash of the names and contents of all files. */
  String hash() {
    var digest = Sha256.digest();
    for (var file : files) {
      try {
        var line = folder.relativize(file.path) + "\0" + Sha256.of(file.path) + "\n";
        digest.update(line.getBytes(UTF_8));
      } catch (IOException e) {
        throw new DataException(file.path, "cannot be read: " + e.getMessage(), e);
      }
    }
    return Sha256.of(digest);
  }
}
