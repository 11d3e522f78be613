// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.lyceum.sampling.Sampler;
import org.lyceum.sampling.ShuffledSampler;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Seed;
import org.lyceum.weights.InMemoryWeights;

/** Short runs of the loop in a folder. */
record TinyTraining(Path folder, Layout layout) {
  static final int STEPS = 12;
  static final Examples EXAMPLES = new TinyRun.RandomExamples(40, 1);

  /** The weights at the end of a run. */
  record Ended(InMemoryWeights weights, Trainer.Result result) {}

  static TinyTraining in(Path folder) {
    return new TinyTraining(folder, Layout.DEFAULT);
  }

  static TrainSettings settings() {
    return TrainSettings.DEFAULT
        .with(new Schedule(STEPS, 2, 1e-2, Schedule.Curve.COSINE))
        .with(new TrainSettings.Batching(8, 1, 0));
  }

  static Sampler sampler() {
    return new ShuffledSampler(EXAMPLES.size(), 8, new Seed(1));
  }

  /** Says yes once it was asked so often. */
  static BooleanSupplier after(int steps) {
    var asked = new AtomicInteger();
    return () -> asked.getAndIncrement() >= steps;
  }

  static void assertSame(InMemoryWeights found, InMemoryWeights wanted) {
    assertThat(found.names()).isEqualTo(wanted.names());
    for (var name : wanted.names()) {
      assertThat(found.floats(name)).as(name).containsExactly(wanted.floats(name));
    }
  }

  Trainee trainee() {
    return TinyRun.trainee(DType.F32, layout);
  }

  /** What nothing stops. */
  Trainer.Surroundings around(TrainListener listener) {
    return around(() -> false, listener);
  }

  private Trainer.Surroundings around(BooleanSupplier stop, TrainListener listener) {
    return new Trainer.Surroundings(folder, null, listener, 1e9, stop);
  }

  /** A run up to its end, or the rest of one that was stopped. */
  Ended train(TrainSettings settings) {
    return train(settings, () -> false);
  }

  Ended train(TrainSettings settings, BooleanSupplier stop) {
    return train(settings, around(stop, TrainListener.NONE));
  }

  Ended train(TrainSettings settings, Trainer.Surroundings around) {
    try (var trainee = trainee()) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings);
      var result = trainer.run(sampler(), around);
      return new Ended(trainee.parameters().weights(), result);
    }
  }

  /** A run that nothing interrupts, in a folder of its own. */
  Ended whole() {
    return new TinyTraining(folder.resolve("whole"), layout).train(settings());
  }
}
