// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.concurrent.Callable;
import org.lyceum.dataset.DataFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The folder of a data set. */
@Command(
    name = "where",
    description = "Prints the folder of a data set; where it is not there, says how to get it (3).",
    footer = {"", "Example: lyceum data where banking77"})
final class DataWhere implements Callable<Integer> {
  @Mixin DataSetParameter set = new DataSetParameter();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var card = set.card();
    var folders = DataFolders.find();
    var root =
        folders.holding(card).orElseThrow(() -> new IllegalStateException(folders.remedy(card)));
    var out = spec.commandLine().getOut();
    out.println(root.resolve(card.folder()));
    out.flush();
    return 0;
  }
}
