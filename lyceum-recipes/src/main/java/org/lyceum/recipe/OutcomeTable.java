// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table of papers with what came out, in Markdown, as the README has it. */
public final class OutcomeTable {
  private OutcomeTable() {}

  /**
   * {@return the table}
   *
   * @param recipes its rows
   * @param folder of all outcomes
   */
  public static String of(List<Recipe> recipes, Path folder) {
    return """
    | paper | claims that held | that did not | command |
    |---|---|---|---|
    """
        + recipes.stream().map(recipe -> row(recipe, folder)).collect(Collectors.joining());
  }

  private static String row(Recipe recipe, Path folder) {
    var paper = recipe.paper();
    var file = Outcome.file(folder, paper);
    var name = "%d. %s (%s)".formatted(paper.number(), paper.title(), paper.source());
    if (!Files.exists(file)) {
      return "| %s | not run yet | | `lyceum recipe run %d --full` |%n"
          .formatted(name, paper.number());
    }
    var outcome = Outcome.read(file);
    var failed = outcome.verdicts().stream().filter(verdict -> !verdict.holds()).toList();
    return "| %s | [%s](outcomes/%s.json) | %s | `%s` |%n"
        .formatted(
            name,
            Tally.of(recipe, outcome).words(),
            paper.id(),
            failed.stream().map(Verdict::claim).collect(Collectors.joining("; ")),
            outcome.command());
  }
}
