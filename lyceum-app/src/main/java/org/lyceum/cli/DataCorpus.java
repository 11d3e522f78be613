// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lyceum.data.NearDuplicates;
import org.lyceum.dataset.DataFolders;
import org.lyceum.dataset.GeneralTexts;
import org.lyceum.weights.AtomicFile;
import org.lyceum.weights.FolderTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A broad corpus to learn from. */
@Command(
    name = "corpus",
    description = {
      "Writes a corpus of several domains for 'distill --corpus': abstracts, encyclopedia and"
          + " books, a text a line, of those of arxiv-2019, wikitext2 and gutenberg that are"
          + " there.",
      "Texts that a task measures with, and what is nearly like one, are left out."
    },
    footer = {"", "Example: lyceum data corpus --output broad.txt"})
final class DataCorpus implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "FILE.txt",
      required = true,
      description = "The file to write; must not exist.")
  Path output = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (Files.exists(output)) {
      throw new IllegalArgumentException(
          "--output %s exists already; name another file".formatted(output));
    }
    FolderTree.requirePlace(output);
    var folders = DataFolders.find();
    var there =
        List.of(GeneralTexts.values()).stream()
            .filter(texts -> texts.in(folders).isPresent())
            .toList();
    if (there.isEmpty()) {
      throw new IllegalStateException(
          "there is none of %s in %s; %s names other folders"
              .formatted(
                  String.join(", ", GeneralTexts.folders()),
                  folders.roots(),
                  DataFolders.VARIABLE));
    }
    write(there, folders);
    return 0;
  }

  private void write(List<GeneralTexts> there, DataFolders folders) {
    var out = spec.commandLine().getOut();
    var seen = new NearDuplicates();
    GeneralTexts.measured(folders).forEach(seen::isNew);
    var lines = new ArrayList<String>();
    for (var texts : there) {
      long before = lines.size();
      long[] all = {0};
      texts.read(
          texts.in(folders).orElseThrow(),
          text -> {
            all[0]++;
            if (seen.isNew(text)) {
              lines.add(text);
            }
          });
      out.printf(
          "%-12s %,7d texts, %,d left out as near-duplicates%n",
          texts.folder(), lines.size() - before, all[0] - (lines.size() - before));
      out.flush();
    }
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    AtomicFile.write(output, file -> file.write(bytes));
    out.printf("%,d texts are in %s%n", lines.size(), output);
    out.flush();
  }
}
