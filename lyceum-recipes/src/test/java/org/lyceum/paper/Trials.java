// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lyceum.dataset.DataFolders;
import org.lyceum.recipe.Lab;
import org.lyceum.recipe.Outcome;
import org.lyceum.recipe.Recipe;
import org.lyceum.recipe.Trial;

/** Runs of a recipe in seconds. */
final class Trials {
  private Trials() {}

  /** A lab of trials, with folders of data sets. */
  static Lab lab(Path cache, Path... data) {
    return new Lab(
        new Lab.Setting(
            false,
            cache,
            new DataFolders(List.of(data)),
            2,
            (what, done, total) -> {},
            () -> false));
  }

  static Outcome smoke(Recipe recipe, Path cache, Path... data) {
    try (var lab = lab(cache, data)) {
      return new Trial(recipe, 2).run(lab, Map.of(), verdict -> {});
    }
  }
}
