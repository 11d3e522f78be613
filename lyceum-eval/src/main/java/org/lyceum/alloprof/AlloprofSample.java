// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * Twelve questions and six pages in the files of the data set, written for this project: what the
 * reader must cope with is all in it. The real set is not ours to give away.
 */
public final class AlloprofSample {
  private static final List<String> FILES =
      List.of(
          "questions/discussions.json",
          "questions/comments.json",
          "questions/categories.json",
          "questions/grades.json",
          "questions/roles.json",
          "pages/page-content-fr.json",
          "pages/page-content-en.json",
          "related_subjects.json");

  private AlloprofSample() {}

  /**
   * {@return a folder, with the files of the sample in it}
   *
   * @param folder made where it is not there
   */
  public static Path writeTo(Path folder) {
    for (var name : FILES) {
      var target = folder.resolve(name);
      try (var in = AlloprofSample.class.getResourceAsStream("sample/" + name)) {
        Files.createDirectories(target.getParent());
        Files.copy(Objects.requireNonNull(in), target, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be written".formatted(target), e);
      }
    }
    return folder;
  }
}
