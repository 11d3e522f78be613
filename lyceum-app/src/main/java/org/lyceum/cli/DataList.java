// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataFolders;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All data sets. */
@Command(
    name = "list",
    description = "Prints every data set: what it is, its size, its license, and where it is.",
    footer = {"", "Example: lyceum data list --check"})
final class DataList implements Callable<Integer> {
  @Option(
      names = "--check",
      description = "Compare the files that are there with their SHA-256; 4 where one differs.")
  boolean check;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    var folders = DataFolders.find();
    int wrong = 0;
    for (var card : DataCards.all()) {
      var root = folders.holding(card);
      out.printf(
          "%-24s %-46s %7s  %-34s %s%n",
          card.folder(),
          shortened(card.kind()),
          card.isKnown() ? "%.1f MB".formatted(card.bytes() / 1e6) : "? MB",
          card.license(),
          root.map(at -> at.resolve(card.folder()).toString()).orElseGet(() -> absent(card)));
      wrong += check && root.isPresent() ? wrong(out, card, root.get()) : 0;
    }
    out.flush();
    if (wrong > 0) {
      throw new DataException(
          "data sets",
          "%d files are not what their SHA-256 says; remove them and fetch again".formatted(wrong));
    }
    return 0;
  }

  private static String absent(DataCard card) {
    return card.canBeFetched() ? "not there; fetch gets it" : "not there; made by hand";
  }

  private static String shortened(String kind) {
    return kind.length() <= 46 ? kind : kind.substring(0, 45) + "…";
  }

  private static int wrong(PrintWriter out, DataCard card, Path root) {
    var wrong = DataList.wrong(card, root);
    wrong.forEach(file -> out.println("  wrong sum: " + file));
    return wrong.size();
  }

  /** Files that are not what their SHA-256 says. */
  static List<Path> wrong(DataCard card, Path root) {
    return card.files().stream()
        .filter(file -> !file.is(root.resolve(file.path())))
        .map(file -> root.resolve(file.path()))
        .collect(Collectors.toList());
  }
}
