// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.objective.Objective;
import org.lyceum.sampling.Sampler;
import org.lyceum.torch.AdamW;
import org.lyceum.torch.Scope;
import org.lyceum.weights.InMemoryWeights;

/**
 * The training loop. Given the same model, examples, objective, settings and horizon it makes the
 * same weights, to the last bit, however often it was interrupted.
 */
public final class Trainer {
  private static final int LOG_EVERY = 10;

  private final Trainee trainee;
  private final Examples examples;
  private final Objective objective;
  private final TrainSettings settings;

  /**
   * A run to be made.
   *
   * @param trainee the model; training changes its parameters
   * @param examples what it is trained on
   * @param objective what is made smaller
   * @param settings how
   * @throws IllegalArgumentException if the examples lack what the objective needs
   */
  public Trainer(Trainee trainee, Examples examples, Objective objective, TrainSettings settings) {
    this.trainee = trainee;
    this.examples = examples;
    this.objective = objective;
    this.settings = settings;
    require(
        Objective.Need.TEACHER,
        examples.teacherWidth() > 0 || trainee.guide() != null,
        "give training a teacher");
    require(Objective.Need.PAIRS, examples.columns() > 1, "give (text, positive) rows");
    require(Objective.Need.LABELS, labeled(examples), "give rows a class or meaning");
    require(Objective.Need.TOKENS, trainee.guide() != null, "give the model a guide");
    if (trainee.guide() != null && settings.batching().cached() > 0) {
      throw new IllegalArgumentException(
          "gradient caching keeps no states of tokens, which a guide is there for; take one of the"
              + " two");
    }
  }

  private static boolean labeled(Examples examples) {
    return IntStream.range(0, examples.size())
        .anyMatch(row -> examples.label(row) != Examples.NO_LABEL);
  }

  private void require(Objective.Need need, boolean given, String remedy) {
    if (objective.needs().contains(need) && !given) {
      throw new IllegalArgumentException(
          "%s needs %s, which the run lacks; %s".formatted(objective, need, remedy));
    }
  }

  /**
   * What surrounds a run.
   *
   * @param folder where log and checkpoints go
   * @param probe what is measured on the way, or null where the settings never ask for it
   * @param listener told what happens
   * @param secondsPerCheckpoint how often everything is saved, and once more at the end, so that a
   *     run that is over is not made again; infinite for never, unless it is asked to stop
   * @param stop asked after each step; once it says yes, everything is saved and the run ends early
   * @param horizon how many steps the run takes in all
   */
  public record Surroundings(
      java.nio.file.Path folder,
      @Nullable Probe probe,
      TrainListener listener,
      double secondsPerCheckpoint,
      BooleanSupplier stop,
      Horizon horizon) {
    /**
     * What surrounds a run of as many steps as its schedule has.
     *
     * @param folder where log and checkpoints go
     * @param probe what is measured on the way, or null where the settings never ask for it
     * @param listener told what happens
     * @param secondsPerCheckpoint how often everything is saved
     * @param stop asked after each step
     */
    public Surroundings(
        java.nio.file.Path folder,
        @Nullable Probe probe,
        TrainListener listener,
        double secondsPerCheckpoint,
        BooleanSupplier stop) {
      this(folder, probe, listener, secondsPerCheckpoint, stop, Horizon.FIXED);
    }
  }

  /**
   * How a run ended.
   *
   * @param steps optimizer steps made in all, before and after interruptions
   * @param finished false if it was asked to stop before its end
   * @param best the best figure of the probe, if one was taken
   */
  public record Result(int steps, boolean finished, Optional<Double> best) {}

  /**
   * Trains, from the newest checkpoint in the folder where there is one.
   *
   * @param sampler which rows form each batch
   * @param around what surrounds the run
   * @return how it ended; when it finished, the parameters are those of the best measurement, or
   *     the last ones without measurements
   * @throws IllegalArgumentException if the settings ask for measurements and there is no probe
   * @throws IllegalStateException if the loss is no longer finite, or the checkpoint is of another
   *     run
   */
  public Result run(Sampler sampler, Surroundings around) {
    if (settings.evaluation().every() > 0 && around.probe == null) {
      throw new IllegalArgumentException(
          "the settings ask for a measurement every %d steps, but nothing is there to measure; give a probe"
              .formatted(settings.evaluation().every()));
    }
    try (var run = new Run(sampler, around)) {
      run.resume();
      return run.toTheEnd();
    }
  }

  private RunIdentity identity(Sampler sampler) {
    var parts =
        new ArrayList<>(
            List.of(
                settings.toString(),
                trainee.layout().toString(),
                objective.toString(),
                trainee.model().pooling().toString()));
    if (trainee.guide() != null) {
      parts.add(trainee.guide().fingerprint());
    }
    return new RunIdentity(
        parts,
        examples,
        trainee.parameters().weights(),
        sampler,
        (long) settings.schedule().steps() * settings.batching().accumulation());
  }

  /** One optimizer step; the gradients are left at zero, also where it fails. */
  private Outcome step(AdamW optimizer, Sampler sampler, int step, Course course) {
    try {
      return stepLeavingGradients(optimizer, sampler, step, course);
    } finally {
      trainee.zeroGrad();
    }
  }

  private Outcome stepLeavingGradients(AdamW optimizer, Sampler sampler, int step, Course course) {
    int accumulation = settings.batching().accumulation();
    var gradients = new Gradients(trainee, objective, 1.0 / accumulation);
    double loss = 0;
    double cosine = 0;
    try (var precision = settings.precision().open()) {
      for (int i = 0; i < accumulation; i++) {
        var batch = new Batch(examples, sampler.batch((long) step * accumulation + i));
        try (var scope = Scope.open("batch")) {
          int cached = settings.batching().cached();
          var outcome = cached == 0 ? gradients.whole(batch) : gradients.cached(batch, cached);
          loss += outcome.loss() / accumulation;
          cosine = Monitor.meanCosine(outcome.embeddings());
          outcome.taught().ifPresent(batch::keep);
        }
      }
    }
    requireFinite("loss", loss, step);
    double norm = trainee.parameters().clipGradientNorm(settings.clip());
    requireFinite("norm of the gradients", norm, step);
    double rate = settings.schedule().rate(step, course);
    optimizer.step(rate);
    return new Outcome(new TrainListener.Step(step + 1, course.steps(), loss, rate, norm), cosine);
  }

  private record Outcome(TrainListener.Step step, double meanCosine) {}

  private static void requireFinite(String what, double value, int step) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(
          "the %s became %s at step %d; lower the learning rate or check the data"
              .formatted(what, value, step + 1));
    }
  }

  /**
   * {@return seconds that one step takes, measured on the first batches; the parameters are
   * restored}
   *
   * @param sampler which rows form each batch
   * @param steps how many steps to measure, after one that is not counted
   */
  public double measureStep(Sampler sampler, int steps) {
    var before = trainee.parameters().weights();
    var course = settings.schedule().course();
    try (var optimizer = new AdamW(trainee.parameters(), settings.optimizer())) {
      step(optimizer, sampler, 0, course);
      long start = System.nanoTime();
      for (int i = 1; i <= steps; i++) {
        step(optimizer, sampler, i, course);
      }
      return (System.nanoTime() - start) / 1e9 / steps;
    } finally {
      trainee.parameters().restore(before);
    }
  }

  /** What changes while one run goes on. */
  private final class Run implements AutoCloseable {
    private final Sampler sampler;
    private final Surroundings around;
    private final Checkpoints checkpoints;
    private final Optional<Checkpoints.Checkpoint> found;
    private final AdamW optimizer;
    private final RunLog log;
    private final Monitor monitor = Monitor.start();
    private RunState state;
    private @Nullable InMemoryWeights best;
    private long saved = System.nanoTime();
    private int newest = -1; // step of the newest checkpoint

    Run(Sampler sampler, Surroundings around) {
      this.sampler = sampler;
      this.around = around;
      this.checkpoints = new Checkpoints(around.folder().resolve("checkpoints"));
      this.state = RunState.start(settings.schedule().course(), identity(sampler).hash());
      this.found = checkpoints.newest();
      found.ifPresent(this::requireSame);
      int step = found.map(checkpoint -> checkpoint.state().step()).orElse(0);
      this.log = RunLog.open(around.folder().resolve("train.jsonl"), step);
      this.optimizer = new AdamW(trainee.parameters(), settings.optimizer()); // is outside the heap
    }

    private void requireSame(Checkpoints.Checkpoint checkpoint) {
      if (!checkpoint.state().run().equals(state.run())) {
        throw new IllegalStateException(
            "the checkpoint in %s is of a run with other settings, objective or data, another sampler"
                    .formatted(around.folder())
                + " or other first weights; choose another folder, or delete it to start again");
      }
    }

    /** Goes on from the newest checkpoint, if there is one. */
    void resume() {
      found.ifPresent(this::resume);
    }

    private void resume(Checkpoints.Checkpoint checkpoint) {
      state = checkpoint.state();
      newest = state.step();
      trainee.parameters().restore(checkpoint.model());
      optimizer.restore(checkpoint.optimizer());
      if (checkpoint.best() != null) {
        best = InMemoryWeights.copyOf(checkpoint.best());
      }
      around.listener().saved(state.step(), true);
    }

    Result toTheEnd() {
      Monitor.duplicates(examples).ifPresent(this::warn);
      Monitor.cut(examples).ifPresent(this::warn);
      while (!state.ended() && !exhausted()) {
        if (around.stop().getAsBoolean()) {
          save();
          return new Result(state.step(), false, Optional.ofNullable(state.best()));
        }
        advance();
      }
      if (Double.isFinite(around.secondsPerCheckpoint())) {
        save();
      }
      if (best != null) {
        trainee.parameters().restore(best);
      }
      return new Result(state.step(), true, Optional.ofNullable(state.best()));
    }

    private boolean exhausted() {
      int patience = settings.evaluation().patience();
      return patience > 0 && state.worse() >= patience;
    }

    private void advance() {
      var outcome = step(optimizer, sampler, state.step(), state.course());
      state = state.stepped();
      monitor.collapse(outcome.meanCosine(), state.step()).ifPresent(this::warn);
      around.listener().stepped(outcome.step());
      if (state.step() % LOG_EVERY == 0 || state.ended()) {
        log.step(outcome.step());
      }
      int every = settings.evaluation().every();
      if (every > 0 && state.step() % every == 0) {
        measure(Objects.requireNonNull(around.probe()));
      }
      if (!state.ended() && !exhausted()) {
        lookAhead();
      }
      if ((System.nanoTime() - saved) / 1e9 > around.secondsPerCheckpoint()) {
        save();
      }
    }

    /** Other steps than before are kept at once: nobody should have to foresee them again. */
    private void lookAhead() {
      int steps = around.horizon().steps(state.step(), state.course().steps());
      if (steps != state.course().steps()) {
        state = state.toward(steps);
        if (Double.isFinite(around.secondsPerCheckpoint())) {
          save();
        }
      }
    }

    private void measure(Probe probe) {
      double score = probe.score();
      boolean improved = state.improvesOn(score);
      state = state.measured(score);
      if (improved) {
        best = trainee.parameters().weights();
      }
      log.measured(state.step(), probe.name(), score);
      around.listener().measured(state.step(), probe.name(), score, improved);
    }

    private void save() {
      log.flush();
      if (newest == state.step()) {
        return;
      }
      checkpoints.write(
          new Checkpoints.Checkpoint(
              state, trainee.parameters().weights(), optimizer.state(), best));
      newest = state.step();
      saved = System.nanoTime();
      around.listener().saved(state.step(), false);
    }

    private void warn(String message) {
      log.warned(state.step(), message);
      around.listener().warned(message);
    }

    @Override
    public void close() {
      log.close();
      optimizer.close();
    }
  }
}
