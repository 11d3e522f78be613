// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataFolders;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gets a data set. */
@Command(
    name = "fetch",
    description = {
      "Gets the files of a data set into the cache, and prints its folder.",
      "Says the license first. What was cut off goes on where it stopped, at once or with the next"
          + " fetch; each file is there when its SHA-256 is right, and not before."
    },
    footer = {"", "Example: lyceum data fetch banking77"})
final class DataFetch implements Callable<Integer> {
  @Mixin DataSetParameter set = new DataSetParameter();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "A folder of data sets instead of the cache, for LYCEUM_DATA to name.")
  @Nullable Path to;

  @Option(
      names = "--mirror",
      paramLabel = "ADDRESS",
      description = "A server that takes the place of the files' own, with the same paths.")
  @Nullable URI mirror;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (mirror != null && !mirror.toString().matches("https?://.+")) {
      throw new IllegalArgumentException(
          "--mirror must begin with http:// or https://, got '%s'".formatted(mirror));
    }
    var card = set.card();
    var there = to == null ? DataFolders.find().holding(card) : Optional.<Path>empty();
    if (there.isPresent() && !isWhole(card, there.get())) {
      there = Optional.empty(); // fetched again, or said why not
    }
    if (there.isEmpty() && !card.canBeFetched()) {
      throw new IllegalStateException(
          "data set '%s' cannot be fetched; %s".formatted(card.folder(), DataFolders.byHand(card)));
    }
    var root = there.orElse(to == null ? DataFolders.fetched() : to);
    if (there.isEmpty()) {
      try (var console = new TerminalConsole(spec.commandLine().getErr())) {
        new Fetching(console, new Download(Download.Patience.USUAL)).run(card, root, mirror);
      }
    }
    var out = spec.commandLine().getOut();
    out.println(root.resolve(card.folder()));
    out.flush();
    return 0;
  }

  /** Whether all files are right to the last byte; those of a folder that is not ours must be. */
  private static boolean isWhole(DataCard card, Path root) {
    for (var file : card.files()) {
      if (!file.is(root.resolve(file.path()))) {
        if (!root.equals(DataFolders.fetched())) {
          throw new DataException(
              root.resolve(file.path()),
              "is not the file of data set '%s': its SHA-256 is another; remove it, or leave its"
                      .formatted(card.folder())
                  + " folder out of "
                  + DataFolders.VARIABLE);
        }
        return false;
      }
    }
    return true;
  }
}
