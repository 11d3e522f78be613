// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.distillation.Plan;
import org.lyceum.files.AtomicFile;
import org.lyceum.torch.Precision;

/**
 * What a run decided. It is written down, so that a resumed run decides nothing anew, and ends with
 * the same weights.
 *
 * @param asked the options that it was made for
 * @param texts that the student learns from, more than it will see where the teacher is beside it
 * @param length how many steps the student takes
 * @param batch texts a step
 * @param tableSteps of the static companion, 0 for none
 * @param precision of the student's linear layers
 * @param teaching precision of the teacher's
 * @param measured which tasks fit the budget
 * @param smaller what is measured instead where less time is left than was foreseen, most first
 * @param seconds what each part is foreseen to take
 * @param memory bytes that the run is foreseen to take at its peak
 * @param begun whether all is ready for the student: the teacher's work is done, or it is beside it
 */
record RunPlan(
    String asked,
    int texts,
    RunLength length,
    int batch,
    int tableSteps,
    Precision precision,
    Precision teaching,
    Measured measured,
    List<Choice> smaller,
    Seconds seconds,
    long memory,
    boolean begun) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "plan.json";

  /** Another whenever a run of another version could not be gone on with. */
  private static final int RECIPE = 3; // 3: looks at the clock while the student learns

  /**
   * Which tasks fit the budget.
   *
   * @param full of teacher, student, static table and BM25
   * @param int8 of the int8 student
   */
  record Measured(Tasks.Chosen full, Tasks.Chosen int8) {}

  /**
   * Tasks that may be measured, and what that takes.
   *
   * @param measured the tasks
   * @param seconds foreseen
   */
  record Choice(Measured measured, double seconds) {}

  /**
   * What each part of a run is foreseen to take, in seconds.
   *
   * @param start until the plan was made
   * @param teacher embedding the training texts
   * @param student its training
   * @param table training of the static companion
   * @param measuring quality, and writing
   */
  record Seconds(double start, double teacher, double student, double table, double measuring) {
    double all() {
      return start + teacher + student + table + measuring;
    }
  }

  /** {@return seconds that a step of the student is foreseen to take} */
  double secondsPerStep() {
    return seconds.student / length.steps();
  }

  /** {@return texts that the student sees} */
  int seen() {
    return Plan.seen(length.steps(), batch, texts);
  }

  /** {@return this with a precision of the teacher} */
  RunPlan taughtIn(Precision other) {
    return new RunPlan(
        asked,
        texts,
        length,
        batch,
        tableSteps,
        precision,
        other,
        measured,
        smaller,
        seconds,
        memory,
        begun);
  }

  /** {@return this with the texts that the student saw, now that it has learned} */
  RunPlan learnedFrom(int seen) {
    return new RunPlan(
        asked,
        seen,
        length,
        batch,
        tableSteps,
        precision,
        teaching,
        measured,
        smaller,
        seconds,
        memory,
        begun);
  }

  /** {@return this as it is foreseen now, with the student at work} */
  RunPlan foreseen(RunLength other, Measured chosen, List<Choice> still, Seconds anew) {
    return new RunPlan(
        asked,
        texts,
        other,
        batch,
        tableSteps,
        precision,
        teaching,
        chosen,
        still,
        anew,
        memory,
        true);
  }

  /** The options that decide what a run makes; where it makes it does not matter. */
  static String asked(DistillOptions options) {
    var run = options.run();
    return ("teacher %s, student %s, corpus %s, field %s, minutes %s, seed %d, threads %d,"
            + " precision %s, recipe "
            + RECIPE)
        .formatted(
            options.teacher(),
            options.student(),
            options.corpus().isEmpty() ? "WordNet" : options.corpus(),
            options.field(),
            run.minutes(),
            run.seed().value(),
            run.threads(),
            run.precision());
  }

  /** {@return whether a plan lies there, so that a run can go on} */
  static boolean isIn(Path work) {
    return Files.exists(work.resolve(FILE));
  }

  static Optional<RunPlan> read(Path work) {
    var file = work.resolve(FILE);
    if (!isIn(work)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), RunPlan.class));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  void write(Path work) {
    AtomicFile.write(
        work.resolve(FILE),
        out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this)));
  }
}
