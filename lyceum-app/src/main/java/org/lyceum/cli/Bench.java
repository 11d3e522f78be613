// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.benchmarks.BenchOptions;
import org.lyceum.benchmarks.BenchRunner;
import org.lyceum.benchmarks.Breakdown;
import org.lyceum.benchmarks.SetName;
import org.lyceum.benchmarks.Soak;
import org.lyceum.benchmarks.SpeedBench;
import org.lyceum.files.PartFile;
import org.lyceum.folder.Models;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Speed beside what a user would take instead, and beside the machine's limit. */
@Command(
    name = "bench",
    description = {
      "Measures speed with all-MiniLM-L6-v2: Lyceum, LangChain4j, DJL and ONNX Runtime called by"
          + " hand side by side, and training steps, beside what a matrix product reaches here.",
      "Figures are medians in processor time of the whole process, tokenizing and pooling included;"
          + " floating-point operations are those of real tokens, not of padding."
    },
    footer = {"", "Example: lyceum bench --runner lyceum-static --set short --seconds 0.2"})
final class Bench implements Callable<Integer> {
  @Option(
      names = "--texts",
      paramLabel = "DIR",
      description =
          "Holds short.txt, mixed.txt and long.txt, a text a line. Default: texts made from WordNet"
              + " (2,000 of about 13 tokens; 1,200 of mixed lengths; 200 of 128 to 256 tokens).")
  @Nullable Path texts;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
  @Nullable Path json;

  @Option(
      names = "--runner",
      split = ",",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      converter = RunnerNames.class,
      description =
          "What is measured: lyceum-fp32, lyceum-int8, lyceum-static; lyceum-bge-small,"
              + " lyceum-modernbert and lyceum-qwen3, which are models of these shapes with random"
              + " weights; langchain4j, djl, onnxruntime; training. Default: all.")
  Set<BenchRunner> runners = EnumSet.allOf(BenchRunner.class);

  @Option(
      names = "--set",
      split = ",",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      description = "On which texts: ${COMPLETION-CANDIDATES}. Default: all.")
  Set<SetName> sets = EnumSet.allOf(SetName.class);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Processor time that each runner gets at least on each set in a round; each set is gone"
              + " through at least once (${DEFAULT-VALUE}).")
  double seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often all runners have their turn (${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Workers of Lyceum's embedders (${DEFAULT-VALUE}).")
  int threads;

  @Option(
      names = "--soak",
      description =
          "Instead: embed 200,000 short texts, or as many as are given, and compare the process's"
              + " memory after each 100,000 with that after the first. More than a twentieth above"
              + " it, or a native tensor alive at the end, is exit code 1.",
      arity = "0..1",
      fallbackValue = "200000",
      paramLabel = "TEXTS")
  @Nullable Long soak;

  @Option(
      names = "--breakdown",
      description =
          "Instead: where the time of a model goes on each set, by ONNX Runtime's profile of one"
              + " thread: tokenizing, matrix products, pooling and so on.")
  boolean breakdown;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "minilm-l6",
      description =
          "With --soak and --breakdown: the model that embeds, a name or a folder"
              + " (${DEFAULT-VALUE}).")
  String model = "minilm-l6";

  @Spec CommandSpec spec;

  /** Writes figures as JSON. */
  private interface Figures {
    void write(OutputStream out) throws IOException;
  }

  /**
   * What was measured.
   *
   * @param figures of it
   * @param code to exit with
   */
  private record Measured(Figures figures, int code) {}

  @Override
  public Integer call() throws IOException {
    if (breakdown) {
      refuse(
          "--breakdown",
          List.of("--soak", "--json", "--runner", "--seconds", "--rounds", "--threads"));
      printBreakdown();
      return 0;
    }
    if (soak == null) {
      refuse("the comparison of runners, only with --soak or --breakdown", List.of("--model"));
    } else {
      refuse("--soak", List.of("--texts", "--runner", "--set", "--seconds", "--rounds"));
    }
    var options =
        new BenchOptions(texts, runners, sets, new BenchOptions.Effort(seconds, rounds, threads));
    if (json == null) {
      return measure(options).code;
    }
    try (var file = new PartFile(json)) { // begun first, so that no measurement is lost
      var measured = measure(options);
      measured.figures.write(Channels.newOutputStream(file.channel()));
      file.commit();
      return measured.code;
    }
  }

  /** Options that would say nothing. */
  private void refuse(String what, List<String> options) {
    for (String option : options) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            "%s does not go with %s; leave it out".formatted(option, what));
      }
    }
  }

  private Measured measure(BenchOptions options) {
    try (var console = new TerminalConsole(spec.commandLine().getErr())) {
      if (soak != null) {
        var report = Soak.run(model, options.effort().threads(), soak, console);
        print(console, report.text());
        return new Measured(report::write, report.isFlat() ? 0 : Errors.FAULT);
      }
      var report = new SpeedBench(options, console).run();
      print(console, report.text());
      return new Measured(report::write, 0);
    }
  }

  private void printBreakdown() {
    try (var folder = Models.open(model)) {
      var parts = new Breakdown(folder);
      for (var set : SetName.values()) {
        if (sets.contains(set)) {
          spec.commandLine().getOut().print(parts.text(texts, set));
          spec.commandLine().getOut().flush();
        }
      }
    }
  }

  private void print(TerminalConsole console, String text) {
    console.clear();
    var out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** Names with a dash. */
  static final class RunnerNames implements ITypeConverter<BenchRunner> {
    @Override
    public BenchRunner convert(String name) {
      try {
        return BenchRunner.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
