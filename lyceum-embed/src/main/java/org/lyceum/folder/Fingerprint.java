// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lyceum.files.Sha256;
import org.lyceum.tensor.DataException;

/** SHA-256 of files. */
final class Fingerprint {
  /** What vectors do not depend on. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "README.md",
          Golden.FILE,
          Provenance.FILE,
          ".gitattributes",
          ".keep",
          "model_int8.onnx",
          "report.html",
          "report.json");

  private Fingerprint() {}

  /**
   * The hash of a model folder: names and contents of its files in the order of the names; through
   * symbolic links, so that a link to a folder has the hash of the folder.
   */
  static String of(Path folder) {
    var digest = Sha256.digest();
    var files = files(folder);
    if (files.isEmpty()) { // all such folders would pass for one model
      throw new DataException(folder, "must hold the files of a model, but holds none");
    }
    for (Path file : files) {
      digest.update((folder.relativize(file) + "\0" + ofFile(file) + "\n").getBytes(UTF_8));
    }
    return Sha256.of(digest);
  }

  /** The files that vectors may depend on, in the order of their names. */
  static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !LEFT_OUT.contains(file.getFileName().toString()))
          .filter(file -> !isOfAnotherModel(folder, file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file is of a model inside the folder, such as a student's static companion. */
  private static boolean isOfAnotherModel(Path folder, Path file) {
    for (Path up = file.getParent(); up != null && !up.equals(folder); up = up.getParent()) {
      if (Files.exists(up.resolve("modules.json"))) {
        return true;
      }
    }
    return false;
  }

  /** The hash of one file's content. */
  static String ofFile(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
