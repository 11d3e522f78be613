// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.lyceum.recipe.Catalogue;
import org.lyceum.recipe.Outcome;
import org.lyceum.recipe.Paper;
import org.lyceum.recipe.Tally;
import org.lyceum.recipe.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a paper claims, and what came out. */
@Command(
    name = "show",
    description = "Says what a paper adds, how it is tried and what came out when it was last run.",
    footer = {"", "Example: lyceum recipe show 20"})
final class RecipeShow implements Callable<Integer> {
  @Parameters(paramLabel = "PAPER", description = "Its number or slug.")
  String paper = "";

  @Mixin OutcomesOption outcomes = new OutcomesOption();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var recipe = Catalogue.named(paper);
    Paper shown = recipe.paper();
    out.printf(
        "%d. %s%n%s%n%n%s%n%n", shown.number(), shown.title(), shown.source(), shown.about());
    var file = Outcome.file(outcomes.folder, shown);
    if (Files.exists(file)) {
      var outcome = Outcome.read(file);
      outcome.verdicts().forEach(verdict -> out.println(line(verdict)));
      out.printf(
          "%nclaims that held: %s%s; %s, %,.0f seconds%s%n",
          Tally.of(recipe, outcome).words(),
          outcome.data().isEmpty() ? "" : ", on " + String.join(", ", outcome.data()),
          outcome.command(),
          outcome.seconds(),
          outcome.isOf(recipe) ? "" : "; the recipe has changed since");
    } else {
      out.printf(
          "No outcome in %s; 'lyceum recipe run %d --full' makes one.%n",
          outcomes.folder, shown.number());
    }
    out.flush();
    return 0;
  }

  /** A verdict in a line or two. */
  static String line(Verdict verdict) {
    return "%-8s %s%n         %s%s"
        .formatted(
            verdict.holds() ? "held" : "NOT held",
            verdict.claim(),
            verdict.says(),
            Double.isNaN(verdict.p()) ? "" : ", p %.4f".formatted(verdict.p()));
  }
}
