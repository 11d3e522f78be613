// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lyceum.job.DistillJob;
import org.lyceum.job.DistillOptions;
import org.lyceum.tensor.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "distill",
    description = "Teaches a small, fast student what a teacher knows, within a budget of time.",
    footer = {
      "",
      "An interrupted run (Control-C, or a kill) goes on with --resume. So does one that failed on"
          + " the way, as where the disk got full: what was done stays in DIR.partial until the"
          + " student is whole, and DIR is not made before.",
      "",
      "Example: lyceum distill --student layers:3 --minutes 10 --output my-model"
    })
final class Distill implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--corpus",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Texts to learn from: .txt (a text a line), .jsonl, .csv, or a folder of .txt and .md"
              + " files (a text a paragraph). Default: WordNet 3.1.")
  List<Path> corpus = List.of();

  @Mixin FieldOption field = new FieldOption();

  @Option(
      names = "--teacher",
      paramLabel = "NAME|DIR",
      defaultValue = "minilm-l6",
      description = "A teacher's name or a model folder (${DEFAULT-VALUE}).")
  String teacher;

  @Option(
      names = "--student",
      paramLabel = "SPEC",
      defaultValue = "layers:3",
      description =
          "layers:N or layers:I,J,... of the teacher, layer:I for one alone; fresh:LAYERS,WIDTH;"
              + " static or static:WIDTH (${DEFAULT-VALUE}).")
  String student;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "student",
      description = "The folder to make; it must not exist (${DEFAULT-VALUE}).")
  Path output;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "The budget for everything, measuring included (${DEFAULT-VALUE}).")
  double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of every random stream (${DEFAULT-VALUE}).")
  long seed;

  @Mixin ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "auto",
      description = "Of training: float32, bfloat16, or auto, which measures (${DEFAULT-VALUE}).")
  String precision;

  @Option(names = "--resume", description = "Go on with an interrupted run.")
  boolean resume;

  @Option(
      names = "--dry-run",
      description = "Print the plan. Some texts are embedded for that, and nothing else is done.")
  boolean dryRun;

  @Override
  public Integer call() {
    var options =
        new DistillOptions(
            teacher,
            student,
            corpus,
            field.name,
            output,
            new DistillOptions.Run(minutes, new Seed(seed), threads.count, precision, resume));
    var out = spec.commandLine().getOut();
    try (var console = new TerminalConsole(spec.commandLine().getErr());
        var job = DistillJob.open(options, console)) {
      if (dryRun) {
        out.println(job.dryRun());
        return 0;
      }
      return run(job, console, out);
    }
  }

  private Integer run(DistillJob job, TerminalConsole console, PrintWriter out) {
    var stop = new AtomicBoolean();
    try (var guard = Interrupt.during(stop)) {
      var table = job.run(stop::get);
      console.clear();
      if (table.isEmpty()) {
        console.say("Stopped  everything is kept; add --resume to go on");
        return Errors.INTERRUPTED;
      }
      out.print(table.get().text());
      out.println();
      out.println("The student is in %s; open %s".formatted(output, output.resolve("report.html")));
      out.flush();
      return 0;
    }
  }
}
