// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The folder of a data set. */
@Command(
    name = "where",
    description = "Prints the folder of a data set; where it is not there, says how to get it (3).",
    footer = {"", "Example: lyceum data where banking77"})
final class DataWhere implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "A data set of 'lyceum data list', or a task.")
  String id = "";

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var card = DataCards.named(id);
    var folders = DataFolders.find();
    var root =
        folders.holding(card).orElseThrow(() -> new IllegalStateException(remedy(card, folders)));
    var out = spec.commandLine().getOut();
    out.println(root.resolve(card.folder()));
    out.flush();
    return 0;
  }

  private static String remedy(DataCard card, DataFolders folders) {
    return "data set '%s' is in none of %s; %s"
        .formatted(
            card.folder(),
            folders.roots().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            card.canBeFetched()
                ? "get it with 'lyceum data fetch %s', or name a folder that holds %s in %s"
                    .formatted(card.folder(), card.folder(), DataFolders.VARIABLE)
                : byHand(card));
  }

  /** How a data set comes about that cannot be fetched. */
  static String byHand(DataCard card) {
    return "it is made by hand from %s: %s, below a folder that %s names"
        .formatted(card.source(), card.byHand(), DataFolders.VARIABLE);
  }
}
