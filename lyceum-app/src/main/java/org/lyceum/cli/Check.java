// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lyceum.compatibility.FolderCheck;
import org.lyceum.compatibility.FolderCheck.Finding;
import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.compatibility.FolderVerdict;
import org.lyceum.folder.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether other programs will load a model. */
@Command(
    name = "check",
    description = {
      "Says whether Lyceum understands a folder, of whatever kind, and why or why not; with --for,"
          + " whether another program will load it and give its vectors.",
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
      paramLabel = "READER,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "st2, st5, st6, tei or djl; several with commas. A ? stands where it is not known here"
              + " whether a rule is kept.")
  List<String> readers = List.of();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (readers.isEmpty()) {
      var verdict = FolderVerdict.of(Models.resolve(model));
      Verdicts.print(spec.commandLine().getOut(), verdict);
      return verdict.supported() ? 0 : Errors.FAULT;
    }
    List<Reader> known = readers.stream().map(Reader::named).toList();
    Path folder = Models.resolve(model);
    var findings = FolderCheck.check(folder, known);
    boolean all = true;
    for (int i = 0; i < findings.size(); i++) {
      all &= print(known.get(i), findings.get(i));
    }
    return all ? 0 : Errors.FAULT;
  }

  private boolean print(Reader reader, List<Finding> findings) {
    var out = spec.commandLine().getOut();
    for (Finding finding : findings) {
      out.printf(
          "%s %-4s %s %s%n",
          reader.label(), Verdicts.mark(finding), finding.file(), finding.rule());
      if (finding.standing() != Standing.HOLDS) {
        out.printf("         remedy: %s%n", finding.remedy());
      }
    }
    boolean all = findings.stream().allMatch(Finding::holds);
    boolean sure = findings.stream().allMatch(Finding::isKnown);
    out.printf(
        "%s %s%s%n",
        reader.label(),
        all ? "will load it" : "will not load it as it is, or gives other vectors",
        all && !sure ? ", unless a rule marked ? stands against it" : "");
    return all;
  }
}
