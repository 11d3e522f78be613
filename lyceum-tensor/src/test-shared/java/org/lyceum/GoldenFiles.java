// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Reference answers, for the tests of all modules: from the folder that LYCEUM_GOLDEN names, or
 * without it from {@code ../shared/golden} beside the repository; what is not there, from the part
 * that is committed among the modules' test resources.
 */
public final class GoldenFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private GoldenFiles() {}

  /** {@return the file or folder, or a skipped test that says what is missing} */
  public static Path path(String name) {
    var found =
        Stream.concat(Stream.of(given()), committed().stream())
            .map(folder -> folder.resolve(name))
            .filter(Files::exists)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(),
        () -> "skipped: golden/%s is missing; point LYCEUM_GOLDEN at the folder".formatted(name));
    return found.orElseThrow();
  }

  /** {@return the parsed file, or a skipped test that says what is missing} */
  public static JsonNode json(String name) {
    try {
      return JSON.readTree(path(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path given() {
    var named = System.getenv("LYCEUM_GOLDEN");
    return named == null ? repository().resolveSibling("shared").resolve("golden") : Path.of(named);
  }

  private static List<Path> committed() {
    try (var modules = Files.list(repository())) {
      return modules.map(module -> module.resolve("src/test/resources/golden")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the folder of the sources that the tests run on, which holds ARCHITECTURE.md} */
  static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the tests must run inside the repository");
      }
    }
    return folder;
  }
}
