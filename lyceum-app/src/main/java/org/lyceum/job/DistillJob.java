// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.folder.Prompt;
import org.lyceum.torch.Precision;
import org.lyceum.train.Horizon;
import org.lyceum.train.Trainer;

/**
 * Distills a teacher into a student within a budget of time: plans, lets the teacher embed, before
 * the student learns or beside it, trains, writes the student's folder, measures everything and
 * reports.
 *
 * <p>Until the end all lies in a folder beside the output, named {@code OUTPUT.partial}; an
 * interrupted run goes on from there.
 */
public final class DistillJob implements AutoCloseable {
  private static final double TELLING = 5; // seconds of work that tell how fast a machine is

  private final Classroom room;
  private final RunClock clock;

  private DistillJob(Classroom room, RunClock clock) {
    this.room = room;
    this.clock = clock;
  }

  /**
   * {@return a job whose teacher and corpus are read}
   *
   * @param options what is asked for
   * @param console told what happens
   * @throws org.lyceum.tensor.DataException if one of them is missing, broken or not supported
   * @throws IllegalArgumentException if the student is none that can be made of this teacher
   */
  public static DistillJob open(DistillOptions options, Console console) {
    var clock = new RunClock(); // opening is part of the minutes
    return new DistillJob(Classroom.open(options, console), clock);
  }

  /**
   * {@return what a run would do, without doing it, but for some texts that the teacher embeds; of
   * one that was interrupted, what it does}
   */
  public String dryRun() {
    var plan = RunPlan.read(room.options.work()).orElseGet(() -> plan(room.student(room.spec)));
    return new PlanText(plan, room.options, room.tasks).toString();
  }

  /**
   * Runs to the end, or until it is asked to stop.
   *
   * @param stop asked often
   * @return the table, or empty if it was asked to stop
   */
  public Optional<Table> run(BooleanSupplier stop) {
    try (var work = WorkFolder.open(room.options)) {
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
      room.console.say("Stopped  what was done is in %s; --resume goes on".formatted(work.path()));
    } else {
      work.discard();
    }
  }

  private Optional<Table> run(WorkFolder work, BooleanSupplier stop) {
    var student = room.student(room.spec);
    var plan = RunPlan.read(work.path()).orElse(null);
    if (plan == null) {
      plan = plan(student);
      plan.write(work.path());
    }
    room.console.say(new PlanText(plan, room.options, room.tasks).toString());
    return run(student, plan, work, stop);
  }

  private RunPlan plan(Student student) {
    var sample = room.sample();
    var recipe = room.recipe(room.spec, room.precision);
    var speeds =
        new SpeedProbe(room.teacherFolder, room.graph, room.teacher, room.options.run())
            .measure(student, room.spec, recipe, sample);
    var counts = new TokenCounts(room.teacherFolder, room.teacher, room.tasks);
    return planner()
        .plan(RunPlan.asked(room.options), speeds, counts.planner(), texts(student, recipe))
        .taughtIn(room.precision);
  }

  private Planner.Texts texts(Student student, Learning.Recipe recipe) {
    int batch = Math.min(recipe.batch(), room.texts.size());
    long memory =
        MemoryNeed.of(student, room.teacherFolder)
            .bytes(room.options.run().threads(), batch * room.tokens, recipe.guided());
    return new Planner.Texts(
        room.texts.size(), room.tokens, batch, recipe.guided(), recipe.precision(), memory);
  }

  private Optional<Table> run(
      Student student, RunPlan proposed, WorkFolder work, BooleanSupplier stop) {
    var learning = learning(student, room.spec, room.precision);
    var begun = learning.recipe().guided() ? proposed : afterTheTeacher(proposed, work, stop);
    var lesson = lesson(begun);
    var pacing = new Pacing(begun, work.path(), this::planner, this::say);
    var taught = learning.learn(lesson, begun.length(), around("student", work, stop, pacing));
    if (taught == null) {
      return Optional.empty();
    }
    var plan = pacing.plan();
    var seen = learning.seen(lesson, plan.length().steps());
    var table = table(plan, seen, work, stop);
    if (stop.getAsBoolean()) {
      return Optional.empty();
    }
    var folders = new StudentFolders(room.teacherFolder, room.options, room.tokens, room.console);
    var heldOut = room.tasks.retrieval().queryTexts();
    var made =
        folders.write(new StudentFolders.Made(taught, table, plan, lesson, seen, heldOut), work);
    var effort = Speed.Effort.within(room.options.run().minutes());
    var measuring =
        new Measuring(room.tasks, room.embedding(), room.timed(), effort, room.console, stop);
    return Optional.of(
        new DistillResults(room, measuring, clock)
            .write(
                made,
                plan,
                new DistillResults.Learned(seen.labeled().size(), learning.told(lesson)),
                work));
  }

  private Learning.Lesson lesson(RunPlan plan) {
    return new Learning.Lesson(room.learned(plan.texts()), room.taught.cache(new Prompt.None()))
        .of(room.spec);
  }

  private Planner planner() {
    return new Planner(60 * room.options.run().minutes(), clock.seconds());
  }

  /** The plan with which the student begins, once the teacher has embedded what it learns from. */
  private RunPlan afterTheTeacher(RunPlan plan, WorkFolder work, BooleanSupplier stop) {
    double slowness = teach(lesson(plan), plan, stop);
    if (plan.begun()) {
      return plan;
    }
    var begun = planner().begin(plan, slowness);
    begun.write(work.path());
    say(plan, begun);
    return begun;
  }

  private void say(RunPlan before, RunPlan now) {
    room.console.say(
        "Train    %,d steps of %.2f seconds".formatted(now.length().steps(), now.secondsPerStep()));
    if (!now.measured().equals(before.measured())) {
      room.console.say(
          "         less is measured, to leave time to learn: "
              + new PlanText(now, room.options, room.tasks).measured());
    }
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

  private void teaching(long done, long total, BooleanSupplier stop) {
    room.console.progress("teacher", done, total, "");
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped while the teacher was embedding");
    }
  }

  private Learning learning(Student student, StudentSpec kind, Precision precision) {
    return new Learning(
        student, room.teacherFolder, room.recipe(kind, precision), room.options.run());
  }

  /** The static companion, if the plan has one. */
  private @Nullable Student table(
      RunPlan plan, Learning.Lesson lesson, WorkFolder work, BooleanSupplier stop) {
    if (plan.tableSteps() == 0) {
      return null;
    }
    var kind = StudentSpec.Static.within(room.teacherFolder.spec().givenWidth());
    lesson.cache().add(lesson.texts(), (done, total) -> teaching(done, total, stop));
    return learning(room.student(kind), kind, Precision.FLOAT32)
        .learn(
            lesson, RunLength.of(plan.tableSteps()), around("static", work, stop, Horizon.FIXED));
  }

  private Trainer.Surroundings around(
      String name, WorkFolder work, BooleanSupplier stop, Horizon horizon) {
    return new Trainer.Surroundings(
        work.path().resolve(name),
        null,
        new ConsoleListener(name, room.console),
        secondsPerCheckpoint(),
        stop,
        horizon);
  }

  /** Checkpoints are a minute apart, and closer in a run of less than four. */
  private double secondsPerCheckpoint() {
    return Math.min(60, 15 * room.options.run().minutes());
  }

  @Override
  public void close() {
    room.close();
  }
}
