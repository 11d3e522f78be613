// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Lines;
import org.lyceum.job.QuantizeJob;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A faster graph for a model. */
@Command(
    name = "quantize",
    description = {
      "Copies a model folder and adds an 8-bit graph to it, onnx/model_int8.onnx: faster, and near"
          + " the model but not the same. The model card of the copy says how near and how fast.",
      "'lyceum embed MODEL --int8' uses it. Refuses where the mean cosine to the model is below"
          + " 0.998."
    },
    footer = {"", "Example: lyceum quantize minilm-l6 --output minilm-int8"})
final class Quantize implements Callable<Integer> {
  @Mixin ModelOption model = new ModelOption();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The folder to make; it must not exist. Default: the model's name and -int8.")
  @Nullable Path output;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Typical texts, a text a line, UTF-8: some hundred, half of them to choose scales with"
              + " and half to compare. Default: texts of WordNet.")
  @Nullable Path texts;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Path source = model.folder();
    Path target =
        output == null
            ? Path.of(source.toAbsolutePath().normalize().getFileName() + "-int8")
            : output;
    if (target.toFile().exists()) {
      throw new DataException(
          target, "must not exist yet; choose another --output, or delete it if it is not needed");
    }
    var stop = new AtomicBoolean();
    try (var interrupt = Interrupt.during(stop);
        var console = new TerminalConsole(spec.commandLine().getErr())) {
      var typical = texts == null ? QuantizeJob.usualTexts() : read(texts);
      var figures = new QuantizeJob(model::open, console, stop::get).run(source, target, typical);
      var out = spec.commandLine().getOut();
      out.println(figures.text());
      out.printf("The copy with the 8-bit graph is in %s%n", target);
    }
    return 0;
  }

  private static List<String> read(Path file) {
    var found = new ArrayList<String>();
    try (var lines = Lines.open(file)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.text().isBlank()) {
          found.add(line.text());
        }
      }
    }
    return found;
  }
}
