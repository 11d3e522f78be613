// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Data sets that models are measured on. */
@Command(
    name = "data",
    description = {
      "Lists data sets that models are measured on, says where they are, and fetches them; writes a"
          + " corpus to learn from.",
      "A data set is looked for in the folders that LYCEUM_DATA names, then in shared/data upwards"
          + " of the working directory, then in the cache, where 'fetch' puts it. Only 'fetch' uses"
          + " the network."
    },
    subcommands = {DataList.class, DataFetch.class, DataWhere.class, DataCorpus.class},
    footer = {"", "Example: lyceum data list"})
final class Data implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: list, fetch, where or corpus");
  }
}
