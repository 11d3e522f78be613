// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.LabeledText;
import org.lyceum.dataset.SciFact;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Provenance;
import org.lyceum.report.HtmlReport;
import org.lyceum.task.RetrievalTask;
import org.lyceum.task.Sts;
import org.lyceum.files.Cache;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Torch;

/**
 * Distills a teacher into a student within a budget of time: plans, lets the teacher embed, trains,
 * writes the student's folder, measures everything and reports.
 *
 * <p>Until the end all lies in a folder beside the output, named {@code OUTPUT.partial}; an
 * interrupted run goes on from there.
 */
public final class DistillJob implements AutoCloseable {
  private static final int SAMPLE = 384; // texts that speeds are foreseen from and measured with
  private static final int COMPARED = 3; // texts that graph and weights must agree on
  private static final double TELLING = 5; // seconds of work that tell how fast a machine is

  private final DistillOptions options;
  private final Console console;
  private final Opened opened;
  private final RunClock clock = new RunClock();
  private final ModelFolder teacherFolder;
  private final Embedder graph;
  private final CachedEmbedder teacher;
  private final Precision precision;
  private final StudentSpec spec;
  private final TrainingTexts texts;
  private final double tokens; // of a text, on average
  private final Tasks tasks;

  /**
   * {@return a job whose teacher and corpus are read}
   *
   * @param options what is asked for
   * @param console told what happens
   * @throws org.lyceum.tensor.DataException if one of them is missing, broken or not supported
   * @throws IllegalArgumentException if the student is none that can be made of this teacher
   */
  public static DistillJob open(DistillOptions options, Console console) {
    var opened = new Opened();
    try {
      return new DistillJob(options, console, opened);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** What is open: all of it is closed, the last first. */
  private static final class Opened {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    <T> T add(T opened, Consumer<T> closer) {
      closers.push(() -> closer.accept(opened));
      return opened;
    }

    void close() {
      while (!closers.isEmpty()) {
        closers.pop().run();
      }
    }
  }

  private DistillJob(DistillOptions options, Console console, Opened opened) {
    this.options = options;
    this.console = console;
    this.opened = opened;
    WorkFolder.check(options);
    var sts12 = Sts.sts12();
    var sts13 = Sts.sts13();
    var scifact = scifact();
    var tests = tests(List.of(sts12, sts13), scifact);
    var corpus = new Ahead<>("corpus", () -> TrainingTexts.of(options, tests));
    Torch.threads(1); // as the workers have it: token tables are made before there are any
    teacherFolder = opened.add(Models.open(options.teacher()), ModelFolder::close);
    teacherFolder.spec().requirePromptsCount(teacherFolder.path());
    spec = StudentSpec.parse(options.student(), Student.encoder(teacherFolder));
    texts = corpus.get();
    tasks = new Tasks(sts12, sts13, texts.retrieval(), scifact);
    precision = RunPlan.read(options.work()).map(RunPlan::teaching).orElseGet(this::precision);
    graph = opened.add(Embedders.open(options.teacher(), embedding()), Embedder::close);
    if (teacherFolder.graph().isPresent()) {
      GraphAndWeights.requireSame(
          graph, () -> Models.open(options.teacher()), texts(Math.min(COMPARED, texts.size())));
    }
    teacher =
        opened.add(
            new CachedEmbedder(
                teaching(), teacherFolder.prompts(), Cache.folder().resolve("embeddings")),
            CachedEmbedder::close);
    tokens = TokenCounts.mean(teacherFolder, sample());
    console.say(
        "Teacher  %s (%s, width %d)"
            .formatted(options.teacher(), teacherFolder.spec().backbone().kind(), graph.width()));
    console.say("Corpus   %s".formatted(texts.describe()));
  }

  /** What models are measured with; a corpus of WordNet has nothing of SciFact's abstracts. */
  private List<String> tests(List<Sts> pairs, Optional<RetrievalTask> scifact) {
    var tests = new ArrayList<String>();
    pairs.forEach(sts -> tests.addAll(sts.texts()));
    if (!options.corpus().isEmpty()) {
      scifact.ifPresent(task -> tests.addAll(task.texts()));
    }
    return tests;
  }

  private Precision precision() {
    return switch (options.run().precision()) {
      case "float32" -> Precision.FLOAT32;
      case "bfloat16" -> Precision.BFLOAT16;
      default -> {
        var choice = Precision.auto();
        console.say("Measure  %s".formatted(choice.reason()));
        yield choice.precision();
      }
    };
  }

  /** The teacher as it teaches: its graph is faster in float32, libtorch in bfloat16. */
  private Embedder teaching() {
    return precision == Precision.BFLOAT16
        ? Computing.BFLOAT16.open(() -> Models.open(options.teacher()), embedding())
        : graph;
  }

  private Optional<RetrievalTask> scifact() {
    boolean asked = System.getenv(SciFact.DATA) != null;
    return SciFact.find(asked ? console::say : why -> {}).map(task -> task);
  }

  private EmbedderOptions embedding() {
    return EmbedderOptions.DEFAULT.threads(options.run().threads());
  }

  /** {@return what a run would do, without doing it, but for some texts that the teacher embeds} */
  public String dryRun() {
    var student = Student.of(spec, teacherFolder, options.run().seed());
    return new PlanText(plan(student), options, tasks).toString();
  }

  /**
   * Runs to the end, or until it is asked to stop.
   *
   * @param stop asked often
   * @return the table, or empty if it was asked to stop
   */
  public Optional<Table> run(BooleanSupplier stop) {
    try (var work = WorkFolder.open(options)) {
      RunPlan.read(work.path()).ifPresent(plan -> work.requireSame(plan, options));
      clock.resume(work.path());
      try {
        return run(work, clock.noting(stop, work.path()));
      } catch (CancellationException e) {
        return Optional.empty(); // the cache keeps what the teacher did
      } catch (RuntimeException | Error e) {
        keptAfterFailure(work);
        throw e;
      }
    }
  }

  private void keptAfterFailure(WorkFolder work) {
    if (RunPlan.isIn(work.path())) {
      console.say("Stopped  what was done is in %s; --resume goes on".formatted(work.path()));
    } else {
      work.discard();
    }
  }

  private Optional<Table> run(WorkFolder work, BooleanSupplier stop) {
    var student = Student.of(spec, teacherFolder, options.run().seed());
    var plan = RunPlan.read(work.path()).orElse(null);
    if (plan == null) {
      plan = plan(student);
      plan.write(work.path());
    }
    console.say(new PlanText(plan, options, tasks).toString());
    return run(student, plan, work, stop);
  }

  private List<LabeledText> learned(int count) {
    return TrainingTexts.prompted(texts.first(count), teacherFolder.prompts());
  }

  private List<String> texts(int count) {
    return LabeledText.texts(learned(count));
  }

  /** The texts that speeds and lengths are foreseen from. */
  private List<String> sample() {
    return texts(Math.min(SAMPLE, texts.size()));
  }

  private Learning.Recipe recipe(StudentSpec kind, Precision precision) {
    return Learning.Recipe.of(kind, precision, options.run().minutes(), tokens);
  }

  private RunPlan plan(Student student) {
    var sample = sample();
    var recipe = recipe(spec, precision);
    var speeds =
        new SpeedProbe(teacherFolder, graph, teacher, options.run())
            .measure(student, spec, recipe, sample);
    var counts = new TokenCounts(teacherFolder, teacher, tasks);
    int batch = Math.min(recipe.batch(), texts.size());
    long memory =
        MemoryNeed.of(student, teacherFolder).bytes(options.run().threads(), batch * tokens);
    return new Planner(60 * options.run().minutes(), clock.seconds())
        .plan(
            RunPlan.asked(options),
            speeds,
            counts.planner(),
            new Planner.Texts(texts.size(), tokens, batch, recipe.precision(), memory))
        .taughtIn(precision);
  }

  private Optional<Table> run(
      Student student, RunPlan proposed, WorkFolder work, BooleanSupplier stop) {
    var lesson = new Learning.Lesson(learned(proposed.texts()), teacher.cache(new Prompt.None()));
    double slowness = teach(lesson, proposed, stop);
    var learning = learning(student, spec, precision);
    var plan = settled(proposed, slowness, () -> learning.secondsPerStep(lesson), work);
    var taught =
        learning.learn(
            lesson,
            plan.steps(),
            work.path().resolve("student"),
            new ConsoleListener("student", console),
            stop);
    if (taught == null) {
      return Optional.empty();
    }
    var table = table(plan, lesson, work, stop);
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    var folders = new StudentFolders(teacherFolder, options, tokens, console);
    var heldOut = tasks.retrieval().queryTexts();
    var made = folders.write(new StudentFolders.Made(taught, table, plan, lesson, heldOut), work);
    var timed = LabeledText.texts(texts.first(Math.min(SAMPLE, texts.size())));
    var effort = Speed.Effort.within(options.run().minutes());
    var measuring = new Measuring(tasks, embedding(), timed, effort, console, stop);
    return Optional.of(measure(measuring, made, plan, lesson, work));
  }

  /**
   * Lets the teacher embed.
   *
   * @return seconds that it took by those that were foreseen; 1 where it had too little to do
   */
  private double teach(Learning.Lesson lesson, RunPlan plan, BooleanSupplier stop) {
    var learned = lesson.texts();
    double missing = lesson.cache().absent(learned).size() / (double) learned.size();
    double foreseen = missing * plan.seconds().teacher();
    var watch = Stopwatch.now();
    lesson.cache().add(learned, (done, total) -> teaching(done, total, stop));
    return foreseen < TELLING ? 1 : watch.seconds() / foreseen;
  }

  /** The plan, with its steps fixed once and for all: a resumed run takes as many. */
  private RunPlan settled(
      RunPlan proposed, double slowness, DoubleSupplier secondsPerStep, WorkFolder work) {
    if (proposed.settled()) {
      return proposed;
    }
    double step = secondsPerStep.getAsDouble(); // takes seconds, which are spent then
    var plan =
        new Planner(60 * options.run().minutes(), clock.seconds()).settle(proposed, step, slowness);
    plan.write(work.path());
    console.say(
        "Train    %,d steps, %.0f seconds".formatted(plan.steps(), plan.seconds().student()));
    if (!plan.measured().equals(proposed.measured())) {
      console.say(
          "         less is measured, to leave time to learn: "
              + new PlanText(plan, options, tasks).measured());
    }
    return plan;
  }

  private void teaching(long done, long total, BooleanSupplier stop) {
    console.progress("teacher", done, total, "");
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped while the teacher was embedding");
    }
  }

  private Learning learning(Student student, StudentSpec kind, Precision precision) {
    return new Learning(student, teacherFolder, recipe(kind, precision), options.run());
  }

  /** The static companion, if the plan has one. */
  private @Nullable Student table(
      RunPlan plan, Learning.Lesson lesson, WorkFolder work, BooleanSupplier stop) {
    if (plan.tableSteps() == 0) {
      return null;
    }
    var kind = StudentSpec.Static.within(teacherFolder.spec().givenWidth());
    var first = Student.of(kind, teacherFolder, options.run().seed());
    return learning(first, kind, Precision.FLOAT32)
        .learn(
            lesson,
            plan.tableSteps(),
            work.path().resolve("static"),
            new ConsoleListener("static", console),
            stop);
  }

  private Table measure(
      Measuring measuring,
      StudentFolders.Written made,
      RunPlan plan,
      Learning.Lesson lesson,
      WorkFolder work) {
    var full = plan.measured().full();
    var rated = new ArrayList<Measuring.Rated>();
    rated.add(measuring.teacher(teacher, teacherFolder.path(), full));
    rated.add(measuring.student("student", made.student(), full));
    measuring.int8(made.student(), plan.measured().int8()).ifPresent(rated::add);
    made.table().ifPresent(path -> rated.add(measuring.student("static", path, full)));
    var bm25 = measuring.bm25(full);
    var rows = new ArrayList<>(measuring.rows(rated));
    note(rows, made);
    rows.add(bm25);
    var table =
        new Table(
            teacherFolder.name(),
            options.student(),
            options.run(),
            plan.texts(),
            clock.seconds() / 60,
            List.copyOf(rows),
            Measuring.comparisons(rated));
    new DistillReport(table, plan.steps()).write(made.student());
    page(table, plan, work, made, lesson.isLabeled())
        .write(made.student().resolve(DistillPage.FILE));
    work.finish(made.student(), options.output());
    return table;
  }

  /** Puts what was measured into the models' own files. */
  private static void note(List<Row> rows, StudentFolders.Written made) {
    var student = rows.get(1);
    for (var row : rows) {
      switch (row.name()) {
        case "student" -> note(row, made.student());
        case "student-int8" ->
            Int8Figures.of(made.int8().orElseThrow(), student, row).writeInto(made.student());
        case "static" -> note(row, made.table().orElseThrow());
        default -> {} // nobody's card
      }
    }
  }

  private static void note(Row row, Path model) {
    var file = model.resolve(Provenance.FILE);
    Provenance.read(file).withFigures(row.figures()).write(file);
  }

  private HtmlReport page(
      Table table, RunPlan plan, WorkFolder work, StudentFolders.Written made, boolean labeled) {
    var curve = TrainingCurve.read(work.path().resolve("student").resolve("train.jsonl"));
    var origin =
        new DistillPage.Origin(spec.toString(), texts.describe(), labeled, options.command());
    return new DistillPage(table, plan, curve, agreement(plan, made), origin).page();
  }

  /** Where similarity was measured, teacher and student have the vectors at hand. */
  private Optional<Agreement> agreement(RunPlan plan, StudentFolders.Written made) {
    if (!plan.measured().full().sts()) {
      return Optional.empty();
    }
    try (var student = Embedders.open(made.student().toString(), embedding())) {
      return Optional.of(Agreement.of(teacher, student, tasks.sts13()));
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
