// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder of data sets that do not come with the program. */
public final class DataFolder {
  /** The environment variable that names it. */
  public static final String VARIABLE = "LYCEUM_DATA";

  private static final String USUAL = "shared/data";

  private DataFolder() {}

  /**
   * {@return the folder that {@value #VARIABLE} names, else the nearest folder {@code shared/data}
   * upwards of the working directory, if there is one}
   */
  public static Optional<Path> find() {
    return find(System.getenv(VARIABLE), Path.of("").toAbsolutePath());
  }

  static Optional<Path> find(@Nullable String named, Path from) {
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    for (Path at = from; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(USUAL))) {
        return Optional.of(at.resolve(USUAL));
      }
    }
    return Optional.empty();
  }
}
