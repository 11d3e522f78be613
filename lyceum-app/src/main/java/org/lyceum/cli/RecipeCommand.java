// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Research papers, run and checked. */
@Command(
    name = "recipe",
    description = {
      "Research papers as programs: each states what its paper claims, runs it, and says what came"
          + " out, also where a claim does not hold."
    },
    subcommands = {RecipeList.class, RecipeShow.class, RecipeRun.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: lyceum recipe list"})
final class RecipeCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give list, show or run");
  }
}
