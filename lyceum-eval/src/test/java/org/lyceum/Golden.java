// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reference files: in the folder LYCEUM_GOLDEN, else in shared/golden beside the repository. */
public final class Golden {
  private Golden() {}

  /** A file or folder; the test is skipped with the reason where there is none. */
  public static Path path(String name) {
    var named = System.getenv("LYCEUM_GOLDEN");
    if (named != null && Files.exists(Path.of(named, name))) {
      return Path.of(named, name);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var candidate = at.resolve("shared/golden").resolve(name);
      if (named == null && Files.exists(candidate)) {
        return candidate;
      }
    }
    return abort("skipped: no golden file " + name + " (set LYCEUM_GOLDEN to its folder)");
  }

  /** A JSON file. */
  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(path(name).toFile());
  }
}
