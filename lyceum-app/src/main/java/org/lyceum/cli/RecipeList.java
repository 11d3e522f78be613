// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.lyceum.recipe.Catalogue;
import org.lyceum.recipe.Outcome;
import org.lyceum.recipe.OutcomeTable;
import org.lyceum.recipe.Recipe;
import org.lyceum.recipe.Tally;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which papers there are. */
@Command(
    name = "list",
    description = "Lists all papers, and how many of the claims of each held.",
    footer = {"", "Example: lyceum recipe list"})
final class RecipeList implements Callable<Integer> {
  @Mixin OutcomesOption outcomes = new OutcomesOption();

  @Option(names = "--markdown", description = "Print the table of the README.")
  boolean markdown;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var recipes = Catalogue.all();
    if (markdown) {
      out.print(OutcomeTable.of(recipes, outcomes.folder));
    } else {
      recipes.forEach(
          recipe ->
              out.printf(
                  "%-20s  %-34s  %s%n", recipe.paper().id(), held(recipe), recipe.paper().title()));
    }
    out.flush();
    return 0;
  }

  private String held(Recipe recipe) {
    var file = Outcome.file(outcomes.folder, recipe.paper());
    if (!Files.exists(file)) {
      return Files.isDirectory(outcomes.folder)
          ? "not run yet"
          : "no folder %s here".formatted(outcomes.folder);
    }
    return Tally.of(recipe, Outcome.read(file)).words();
  }
}
