// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lyceum.embed.Models;
import org.lyceum.parity.Difference;
import org.lyceum.parity.Parity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a model gives the values of another implementation. */
@Command(
    name = "verify",
    description = {
      "Compares a model with reference values: tokens, hidden states, pooled vectors, heads and"
          + " gradients by libtorch, states and vectors by the recorded ONNX graph.",
      "Prints the largest difference of each array, and how many texts the tokenizer splits"
          + " otherwise; ends with 1 where one is beyond its tolerance."
    },
    footer = {"", "Example: lyceum verify golden/encoders/bert golden/encoders/bert"})
final class Verify implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model's name, or a folder with an encoder.")
  String model = "";

  @Parameters(
      index = "1",
      paramLabel = "FIXTURE",
      description = {
        "A folder with expected.safetensors (arrays named CASE.TENSOR), or that file;",
        "or a folder with expected.json, which holds texts and their vectors;",
        "tokens.json in the folder holds texts and their tokens."
      })
  Path fixture = Path.of("");

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<Difference> differences = Parity.check(Models.resolve(model), fixture);
    var out = spec.commandLine().getOut();
    for (Difference each : differences) {
      out.printf(
          Locale.ROOT,
          "%-4s %-5s %9.2e of %8.1e  %s%n",
          each.isWithin() ? "ok" : "FAIL",
          each.runtime(),
          each.largest(),
          each.tolerance(),
          each.tensor());
      if (!each.isWithin() && !each.detail().isEmpty()) {
        out.printf(Locale.ROOT, "     %s%n", each.detail());
      }
    }
    long beyond = differences.stream().filter(each -> !each.isWithin()).count();
    out.printf("%d arrays compared, %d beyond the tolerance%n", differences.size(), beyond);
    return beyond == 0 ? 0 : Errors.FAULT;
  }
}
