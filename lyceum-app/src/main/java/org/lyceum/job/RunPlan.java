// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.distillation.Plan;
import org.lyceum.files.AtomicFile;
import org.lyceum.tensor.DataException;
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
 * @param tempo how fast things go
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
    Tempo tempo,
    long memory,
    boolean begun) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private static final String FILE = "plan.json";

  /** Another whenever a run of another version could not be gone on with. */
  private static final int RECIPE = 3; // 3: looks at the clock while the student learns

  RunPlan {
    if (texts < 1 || batch < 1 || tableSteps < 0 || length.steps() < 1) {
      throw new IllegalArgumentException(
          "texts, steps and batch must be 1 or more, got %d, %d and %d; %d of the companion"
              .formatted(texts, length.steps(), batch, tableSteps));
    }
  }

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

  /**
   * How fast things go by what was foreseen first.
   *
   * @param step seconds of a step of the student that were foreseen first
   * @param slowness how many times as long as then what is to come is taken to last
   */
  record Tempo(double step, double slowness) {}

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
        tempo,
        memory,
        begun);
  }

  /**
   * {@return this as it is foreseen now, with all ready for the student}
   *
   * @param now how many steps
   * @param choices what is measured, and what instead where time is short
   * @param anew what each part takes
   * @param known how fast things go
   */
  RunPlan foreseen(RunLength now, List<Choice> choices, Seconds anew, Tempo known) {
    return new RunPlan(
        asked,
        texts,
        now,
        batch,
        tableSteps,
        precision,
        teaching,
        choices.getFirst().measured,
        choices.subList(1, choices.size()),
        anew,
        known,
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

  /**
   * {@return the plan that lies there, if there is one}
   *
   * @param work the run's folder
   * @throws DataException if it is damaged, or of another version: {@link #askedIn} is asked before
   */
  static Optional<RunPlan> read(Path work) {
    return isIn(work)
        ? Optional.of(reading(work, file -> JSON.readValue(file, RunPlan.class)))
        : Optional.empty();
  }

  /**
   * {@return the options that a plan there was made for, in this version or in another one}
   *
   * @param work the run's folder
   * @throws DataException if it is damaged
   */
  static Optional<String> askedIn(Path work) {
    return isIn(work)
        ? Optional.of(reading(work, file -> JSON.readTree(file).required("asked").textValue()))
        : Optional.empty();
  }

  private interface Reader<T> {
    @Nullable T read(File file) throws IOException;
  }

  private static <T> T reading(Path work, Reader<T> reader) {
    var file = work.resolve(FILE);
    try {
      return Objects.requireNonNull(reader.read(file.toFile()));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new DataException(
          file,
          "damaged: it must hold the plan of a run; remove the folder %s to start again"
              .formatted(work),
          e);
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
