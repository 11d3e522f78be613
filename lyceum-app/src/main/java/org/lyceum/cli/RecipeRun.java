// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lyceum.dataset.DataFolders;
import org.lyceum.files.Cache;
import org.lyceum.files.FolderTree;
import org.lyceum.job.Versions;
import org.lyceum.recipe.Catalogue;
import org.lyceum.recipe.Lab;
import org.lyceum.recipe.Outcome;
import org.lyceum.recipe.Recipe;
import org.lyceum.recipe.RecipeSource;
import org.lyceum.recipe.Tally;
import org.lyceum.recipe.Trial;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a paper. */
@Command(
    name = "run",
    description = {
      "Runs a paper and says of each claim whether it held.",
      "--full takes minutes and writes OUTPUT/NN-slug.json; --smoke takes seconds, shows that the"
          + " recipe works, and proves nothing. Vectors and trained models are kept, so a run that"
          + " was interrupted goes on when it is started again."
    },
    footer = {"", "Example: lyceum recipe run 20 --smoke --seeds 1"})
final class RecipeRun implements Callable<Integer> {
  @Parameters(paramLabel = "PAPER", description = "Its number or slug.")
  String paper = "";

  @ArgGroup(exclusive = true)
  SizeOption size = new SizeOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many seeds: 1, 2, 3, ... Default: ${DEFAULT-VALUE}.")
  int seeds = 3;

  @Mixin ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "outcomes",
      description = "The folder of outcomes (${DEFAULT-VALUE}).")
  Path output;

  @Spec CommandSpec spec;

  /** At most one of them. */
  static final class SizeOption {
    @Option(names = "--smoke", description = "Seconds; the default. Nothing is written.")
    boolean smoke;

    @Option(names = "--full", description = "Minutes; writes the outcome.")
    boolean full;
  }

  @Override
  public Integer call() {
    var trial = new Trial(Catalogue.named(paper), seeds);
    var out = spec.commandLine().getOut();
    if (size.full) {
      FolderTree.makeWritable(output);
      warnWithoutSource(trial.recipe());
    }
    var stop = new AtomicBoolean();
    try (var guard = Interrupt.during(stop);
        var console = new TerminalConsole(spec.commandLine().getErr());
        var lab = new Lab(setting(console, stop))) {
      var outcome =
          trial.run(
              lab,
              Versions.all(),
              verdict -> {
                console.clear();
                out.println(RecipeShow.line(verdict));
                out.flush();
              });
      console.clear();
      out.printf(
          "%nclaims that held: %s; %,.0f seconds; data: %s%n",
          Tally.of(trial.recipe(), outcome).words(),
          outcome.seconds(),
          outcome.data().isEmpty() ? "none" : String.join(", ", outcome.data()));
      if (size.full) {
        var file = Outcome.file(output, trial.recipe().paper());
        outcome.write(file);
        out.println("The outcome is in " + file);
      } else {
        out.println(
            "A run of this size shows that the recipe runs, and proves nothing; --full does.");
      }
      out.flush();
    }
    return 0;
  }

  private Lab.Setting setting(TerminalConsole console, AtomicBoolean stop) {
    return new Lab.Setting(
        size.full,
        Cache.folder(),
        DataFolders.find(),
        threads.count,
        (what, done, total) -> console.progress(what, done, total, ""),
        stop::get);
  }

  /** Before minutes are spent on what nobody can tell to be fresh. */
  private void warnWithoutSource(Recipe recipe) {
    if (RecipeSource.hash(recipe).isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "The source of %s is not in META-INF/sources on the class path, where the build puts"
                  + " it: the outcome will not say of which source it is.%n",
              recipe.getClass().getName());
    }
  }
}
