// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataCards;
import org.lyceum.dataset.DataFolders;
import org.lyceum.dataset.DataSet;
import org.lyceum.dataset.DataSets;
import org.lyceum.dataset.KnownScore;
import org.lyceum.dataset.Suite;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.job.Comparison;
import org.lyceum.job.EvaluateJob;
import org.lyceum.job.EvaluationPage;
import org.lyceum.job.Standings;
import org.lyceum.job.Subject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How good models are. */
@Command(
    name = "evaluate",
    description = {
      "Measures models on tasks as mteb does, and writes each result in mteb's layout,"
          + " OUTPUT/MODEL/REVISION/TASK.json, and a page of what it measured, OUTPUT/report.html,"
          + " in place of an earlier one.",
      "An interval behind a score holds, in 95 of 100 cases, what ever more queries, pairs or"
          + " examples would give, and of clusterings, whose measure depends on how many documents"
          + " there are, what as many others would; what classifiers were trained on and how"
          + " documents were clustered stays as it is.",
      "Vectors are kept, so nothing is embedded twice, and an interrupted run goes on when it is"
          + " started again. 'lyceum data list' says which data sets are there; STS12 and STS13"
          + " come with the program. Any other folder is a task with --data and --type.",
      "A model may also be an address: openai:http://host:port/v1#NAME for OpenAI's embeddings,"
          + " tei:http://host:port for text-embeddings-inference; the key stands in LYCEUM_API_KEY."
          + " docs/data-formats.md and docs/remote-models.md say more."
    },
    footer = {"", "Example: lyceum evaluate minilm-l6 --task STS13"})
final class Evaluate implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "Names, such as minilm-l6, model folders, or addresses.")
  List<String> models = List.of();

  @Option(
      names = "--task",
      paramLabel = "TASK,...",
      hideParamSyntax = true,
      split = ",",
      description = "What to measure: names of --list.")
  List<String> tasks = List.of();

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description =
          "Instead: quick, local, sts, retrieval, classification, clustering, pairs, bitext, words"
              + " or multilingual. quick needs no data. Default: quick.")
  @Nullable Suite suite;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "The folder of results (${DEFAULT-VALUE}).")
  Path output;

  @Mixin ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--compare",
      description =
          "Say of each model and task whether it differs from the first model by more than chance"
              + " (randomization test of means, else bootstrap; Holm's correction over tasks).")
  boolean compare;

  @Option(
      names = "--known",
      description =
          "Measure, of a suite, what is known from elsewhere, and say of each such score whether it"
              + " comes out here; 1 where one does not.")
  boolean known;

  @Option(names = "--list", description = "Print all tasks, and what each needs.")
  boolean list;

  @Mixin DataOptions own = new DataOptions();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Of an address without #NAME: the model that the service is told.")
  String told = "";

  @Mixin AddressOptions addresses = new AddressOptions();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var out = spec.commandLine().getOut();
    if (list) {
      print(out);
      return 0;
    }
    if (models.isEmpty()) {
      throw new IllegalArgumentException("name a model or more, or give --list; got none");
    }
    if (compare && models.size() < 2) {
      throw new IllegalArgumentException("--compare needs two models or more, got one");
    }
    var subjects =
        models.stream().map(model -> addresses.subject(model, told, threads.count)).toList();
    var wanted = wanted();
    if (known && wanted.stream().map(EvaluateJob.Wanted::set).noneMatch(this::isKnown)) {
      throw new IllegalArgumentException(
          ("--known needs a task on which a score of one of the models is known, such as STS13 of"
                  + " minilm-l6, got none of %s; leave it out")
              .formatted(String.join(", ", models)));
    }
    var stop = new AtomicBoolean();
    try (var guard = Interrupt.during(stop);
        var console = new TerminalConsole(spec.commandLine().getErr())) {
      var job =
          new EvaluateJob(
              output, EmbedderOptions.DEFAULT.threads(threads.count), console, stop::get);
      var scores = job.run(subjects, wanted);
      console.clear();
      print(out, scores);
      if (scores.size() > 1) {
        printPlaces(out, scores);
      }
      var comparisons = compare ? job.compare(scores) : List.<Comparison>of();
      comparisons.forEach(comparison -> print(out, comparison));
      var page = output.resolve("report.html");
      new EvaluationPage(scores, comparisons, command(subjects)).page().write(page);
      out.println();
      out.println("Results are in %s; open %s".formatted(output, page));
      out.flush();
      int done = scores.getFirst().scores().size() == wanted.size() ? 0 : Errors.WRONG_FILE;
      return known ? Math.max(printKnown(out, scores), done) : done;
    }
  }

  private static int printKnown(PrintWriter out, List<EvaluateJob.Measured> scores) {
    var table = KnownTable.of(scores);
    table.print(out);
    return table.agrees() ? 0 : Errors.FAULT;
  }

  /** Without folders of this machine. */
  private String command(List<Subject> subjects) {
    var words = new ArrayList<>(List.of("lyceum evaluate"));
    subjects.forEach(subject -> words.add(subject.given()));
    words.add(measuredOn());
    if (compare) {
      words.add("--compare");
    }
    if (known) {
      words.add("--known");
    }
    return String.join(" ", words);
  }

  private String measuredOn() {
    if (own.isGiven()) {
      return own.words();
    }
    return tasks.isEmpty()
        ? "--suite " + suite().name().toLowerCase(Locale.ROOT)
        : "--task " + String.join(",", tasks);
  }

  private Suite suite() {
    return suite == null ? Suite.QUICK : suite;
  }

  private List<EvaluateJob.Wanted> wanted() {
    if (Stream.of(own.isGiven(), !tasks.isEmpty(), suite != null).filter(given -> given).count()
        > 1) {
      throw new IllegalArgumentException(
          "--data, --task and --suite exclude each other; give one of them");
    }
    if (!own.isGiven()) {
      return ofSets(DataFolders.find());
    }
    return List.of(own.read(spec.commandLine().getErr()));
  }

  private List<EvaluateJob.Wanted> ofSets(DataFolders folders) {
    var sets =
        tasks.isEmpty() ? suite().sets(folders) : tasks.stream().map(DataSets::named).toList();
    return sets.stream()
        .distinct()
        .filter(set -> !known || !tasks.isEmpty() || isKnown(set))
        .map(
            set ->
                new EvaluateJob.Wanted(
                    set,
                    folders
                        .holding(set)
                        .orElseThrow(() -> new IllegalStateException(folders.remedy(set)))))
        .toList();
  }

  private boolean isKnown(DataSet set) {
    return models.stream().anyMatch(model -> !KnownScore.of(model, set.name()).isEmpty());
  }

  private static void print(PrintWriter out) {
    var data = DataFolders.find();
    for (DataSet set : DataSets.all()) {
      out.printf(
          "%-28s %-24s %-16s %s%n",
          set.name(),
          set.card().kind().label(),
          set.card().main(),
          data.holding(set).isPresent()
              ? "is there"
              : "needs " + DataCards.of(set).map(DataCard::folder).orElse("data"));
    }
    out.flush();
  }

  private static void print(PrintWriter out, List<EvaluateJob.Measured> measured) {
    out.printf("%-24s", "");
    measured.forEach(model -> out.printf("  %20s", shortened(model.model())));
    out.println();
    var first = measured.getFirst().scores();
    for (int i = 0; i < first.size(); i++) {
      out.printf("%-24s", first.get(i).task());
      for (var model : measured) {
        out.printf("  %20s", score(model.scores().get(i)));
      }
      out.println();
    }
    out.printf("%-24s", "mean");
    measured.forEach(model -> out.printf("  %-20s", "%6.2f".formatted(model.mean())));
    out.println();
    if (measured.getFirst().meansByType().size() > 1) {
      out.printf("%-24s", "mean of types");
      measured.forEach(model -> out.printf("  %-20s", "%6.2f".formatted(model.meanOfTypes())));
      out.println();
    }
    out.flush();
  }

  private static void printPlaces(PrintWriter out, List<EvaluateJob.Measured> measured) {
    out.println();
    out.println("rank by Borda count, points");
    Standings.of(measured)
        .forEach(
            place -> out.printf("%4d  %-24s %6.1f%n", place.rank(), place.model(), place.points()));
    out.flush();
  }

  private static String score(EvaluateJob.Score score) {
    var interval = score.interval();
    return "%6.2f (%.2f-%.2f)"
        .formatted(score.percent(), 100 * interval.low(), 100 * interval.high());
  }

  private static void print(PrintWriter out, Comparison comparison) {
    out.println();
    out.println("%s less %s".formatted(comparison.second(), comparison.first()));
    comparison.tasks().forEach(row -> print(out, row));
    print(out, comparison.mean());
    out.flush();
  }

  private static void print(PrintWriter out, Comparison.Row row) {
    if (Double.isNaN(row.difference())) {
      out.printf("%-24s  not defined%n", row.task());
      return;
    }
    out.printf(
        "%-24s  %+6.2f (%+.2f to %+.2f)  p %.4f%s%n",
        row.task(),
        100 * row.difference(),
        100 * row.interval().low(),
        100 * row.interval().high(),
        row.p(),
        row.isSignificant() ? "  *" : "");
  }

  private static String shortened(String model) {
    var name = String.valueOf(Path.of(model).getFileName());
    return name.length() <= 20 ? name : name.substring(0, 19) + "…";
  }
}
