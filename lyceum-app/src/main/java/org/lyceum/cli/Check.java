// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lyceum.embed.FolderCheck;
import org.lyceum.embed.FolderCheck.Finding;
import org.lyceum.embed.FolderCheck.Reader;
import org.lyceum.embed.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether other programs will load a model. */
@Command(
    name = "check",
    description = {
      "Says whether another program will load a model folder and give its vectors.",
      "st2: sentence-transformers 2.3 to 5.3; st5: 5.4 to 5.7; st6: 6; tei:"
          + " text-embeddings-inference; djl: Deep Java Library's converter."
    },
    footer = {"", "Example: lyceum check minilm-l6 --for tei"})
final class Check implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's name, such as minilm-l6, or its folder.")
  String model = "";

  @Option(
      names = "--for",
      paramLabel = "READER",
      required = true,
      split = ",",
      description = "st2, st5, st6, tei or djl; several with commas.")
  List<String> readers = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<Reader> known = readers.stream().map(Reader::named).toList();
    Path folder = Models.resolve(model);
    var findings = known.stream().map(reader -> FolderCheck.check(folder, reader)).toList();
    boolean all = true;
    for (int i = 0; i < findings.size(); i++) {
      all &= print(known.get(i), findings.get(i));
    }
    return all ? 0 : Errors.FAULT;
  }

  private boolean print(Reader reader, List<Finding> findings) {
    var out = spec.commandLine().getOut();
    boolean all = true;
    for (Finding finding : findings) {
      out.printf(
          "%s %-4s %s %s%n",
          reader.label(), finding.holds() ? "ok" : "FAIL", finding.file(), finding.rule());
      if (!finding.holds()) {
        out.printf("         remedy: %s%n", finding.remedy());
      }
      all &= finding.holds();
    }
    out.printf("%s %s%n", reader.label(), all ? "will load it" : "will not load it as it is");
    return all;
  }
}
