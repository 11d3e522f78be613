// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Reference answers: from the folder that LYCEUM_GOLDEN names, else from {@code shared/golden}
 * beside the repository, else the part that is committed among the test resources.
 */
public final class GoldenFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenFiles() {}

  /** {@return the file, or a skipped test that says what is missing} */
  public static Path path(String name) {
    var found =
        Stream.concat(folder().stream(), committed())
            .map(folder -> folder.resolve(name))
            .filter(Files::exists)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(),
        () -> "golden/%s is missing; point LYCEUM_GOLDEN at the folder".formatted(name));
    return found.orElseThrow();
  }

  /** {@return the parsed file} */
  public static JsonNode json(String name) {
    try {
      return JSON.readTree(path(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> folder() {
    var named = System.getenv("LYCEUM_GOLDEN");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    for (var path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      var golden = path.resolveSibling("shared").resolve("golden");
      if (Files.isDirectory(golden)) {
        return Optional.of(golden);
      }
    }
    return Optional.empty();
  }

  private static Stream<Path> committed() {
    return Stream.of("", "../lyceum-embed/")
        .map(module -> Path.of(module + "src/test/resources/golden"))
        .filter(Files::isDirectory);
  }
}
