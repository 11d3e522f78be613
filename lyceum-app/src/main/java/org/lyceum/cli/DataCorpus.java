// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lyceum.data.NearDuplicates;
import org.lyceum.dataset.DataFolders;
import org.lyceum.dataset.GeneralTexts;
import org.lyceum.files.FolderTree;
import org.lyceum.files.PartFile;
import org.lyceum.tensor.DataException;
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
      throw new DataException(output, "must not exist yet; choose another --output");
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
    long lines = 0;
    try (var part = new PartFile(output)) {
      var file = new CorpusFile(part);
      for (var texts : there) {
        long[] all = {0};
        long[] kept = {0};
        texts.read(
            texts.in(folders).orElseThrow(),
            text -> {
              all[0]++;
              if (seen.isNew(text)) {
                kept[0]++;
                file.add(text);
              }
            });
        lines += kept[0];
        out.printf(
            "%-12s %,7d texts, %,d left out as near-duplicates%n",
            texts.folder(), kept[0], all[0] - kept[0]);
        out.flush();
      }
      file.end();
    }
    out.printf("%,d texts are in %s%n", lines, output);
    out.flush();
  }

  /** A text a line, into a file that is there when it is whole. */
  private static final class CorpusFile {
    private final PartFile part;
    private final Writer writer;

    CorpusFile(PartFile part) {
      this.part = part;
      writer = new BufferedWriter(Channels.newWriter(part.channel(), UTF_8));
    }

    void add(String text) {
      try {
        writer.append(text).append('\n');
      } catch (IOException e) {
        throw part.failed(e);
      }
    }

    void end() {
      try {
        writer.flush();
      } catch (IOException e) {
        throw part.failed(e);
      }
      part.commit();
    }
  }
}
