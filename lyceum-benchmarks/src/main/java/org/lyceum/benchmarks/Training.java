// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.folder.ModelFolder;
import org.lyceum.objective.InfoNce;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Precision;
import org.lyceum.train.Layout;
import org.lyceum.train.Schedule;
import org.lyceum.train.TrainListener;
import org.lyceum.train.TrainSettings;
import org.lyceum.train.Trainer;

/** Measures steps of the training loop: the model's whole encoder, InfoNCE, AdamW, one thread. */
record Training(ModelFolder model, EncoderFlops encoder) {
  private static final int TOKENS = 16;
  private static final int EQUAL_BATCH = 128;
  private static final int MIXED_BATCH = 32;
  private static final int STEPS = 3;
  private static final InfoNce OBJECTIVE = new InfoNce(0.05);

  /** What is compared; bf16 where the processor has it. */
  List<TrainingCase> cases(TextSets sets) {
    var equal = equal(sets.equal(TOKENS, 2 * EQUAL_BATCH * STEPS));
    var mixed =
        new Pairs(model.tokenize(sets.made(SetName.MIXED, 2 * MIXED_BATCH * STEPS, "pairs")));
    var padded = mixed.padded(MIXED_BATCH, model.tokenizer().padId());
    var cases = new ArrayList<TrainingCase>();
    cases.add(new TrainingCase(Precision.FLOAT32, "equal16", equal, null, EQUAL_BATCH));
    if (Processor.hasBf16()) {
      cases.add(new TrainingCase(Precision.BFLOAT16, "equal16", equal, null, EQUAL_BATCH));
    }
    cases.add(new TrainingCase(Precision.FLOAT32, "mixed", mixed, null, MIXED_BATCH));
    cases.add(new TrainingCase(Precision.FLOAT32, "mixed", mixed, padded, MIXED_BATCH));
    return cases;
  }

  private Pairs equal(List<String> texts) {
    return new Pairs(model.tokenizer().encode(texts, TOKENS));
  }

  /** What steps cost. */
  record Cost(int texts, double flops, double seconds) {}

  /** Runs some steps and measures all but the first. */
  Cost measure(TrainingCase one) {
    try (var folder = new TemporaryFolder()) {
      return measure(one, folder.path());
    }
  }

  private Cost measure(TrainingCase one, Path folder) {
    var seed = new Seed(1);
    var layers = new StudentSpec.Layers(IntStream.range(0, encoder.layers()).boxed().toList());
    var student = Student.of(layers, model, seed);
    try (var trainee = student.trainee(OBJECTIVE, Layout.DEFAULT, seed)) {
      var settings =
          TrainSettings.DEFAULT
              .with(new Schedule(STEPS, 0, 2e-5, Schedule.Curve.CONSTANT))
              .with(one.precision());
      var clock = new Clock();
      new Trainer(trainee, one.trained(), OBJECTIVE, settings)
          .run(
              one::rows,
              new Trainer.Surroundings(folder, null, clock, Double.POSITIVE_INFINITY, () -> false));
      return clock.cost(one, encoder);
    }
  }

  /** Looks at the process's time after each step. */
  private static final class Clock implements TrainListener {
    private final double[] times = new double[STEPS];

    @Override
    public void stepped(Step step) {
      times[step.step() - 1] = ProcessorTime.ofProcess();
    }

    Cost cost(TrainingCase one, EncoderFlops encoder) {
      double flops = IntStream.range(1, STEPS).mapToDouble(step -> one.flops(step, encoder)).sum();
      return new Cost(2 * one.batch() * (STEPS - 1), flops, times[STEPS - 1] - times[0]);
    }
  }
}
