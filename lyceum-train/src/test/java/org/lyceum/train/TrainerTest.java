// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.lyceum.train.TinyTraining.EXAMPLES;
import static org.lyceum.train.TinyTraining.STEPS;
import static org.lyceum.train.TinyTraining.assertSame;
import static org.lyceum.train.TinyTraining.sampler;
import static org.lyceum.train.TinyTraining.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.objective.InfoNce;
import org.lyceum.torch.Precision;
import org.lyceum.weights.InMemoryWeights;

class TrainerTest {
  @TempDir Path folder;

  private TinyTraining training() {
    return TinyTraining.in(folder);
  }

  @Test
  void makesTheSameWeightsTwice() {
    assertSame(training().train(settings()).weights(), training().whole().weights());
  }

  @Test
  void lowersTheLoss() {
    var losses = losses(training(), 100, Precision.FLOAT32);
    assertThat(losses).hasSize(100);
    assertThat(losses.getLast()).isLessThan(0.7 * losses.getFirst());
  }

  @Test
  void learnsInBfloat16WhatItLearnsInFloat32() {
    var single = losses(TinyTraining.in(folder.resolve("single")), 60, Precision.FLOAT32);
    var half = losses(TinyTraining.in(folder.resolve("half")), 60, Precision.BFLOAT16);
    assertThat(half.getLast()).isCloseTo(single.getLast(), withinPercentage(5));
  }

  private static List<Double> losses(TinyTraining training, int steps, Precision precision) {
    var losses = new ArrayList<Double>();
    var listener =
        new TrainListener() {
          @Override
          public void stepped(Step step) {
            losses.add(step.loss());
          }
        };
    var longer = settings().with(new Schedule(steps, 5, 1e-2, Schedule.Curve.LINEAR));
    training.train(longer.with(precision), training.around(listener));
    return losses;
  }

  @Test
  void leavesNoGradientsWhereTheLossIsNotFinite() {
    var steep = settings().with(new Schedule(STEPS, 0, 1e30, Schedule.Curve.CONSTANT));
    try (var trainee = training().trainee()) {
      var first = trainee.parameters().weights();
      var failing = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, steep);
      assertThatThrownBy(
              () ->
                  failing.run(
                      sampler(),
                      TinyTraining.in(folder.resolve("steep")).around(TrainListener.NONE)))
          .isInstanceOf(IllegalStateException.class);
      trainee.parameters().restore(first);
      new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings())
          .run(sampler(), training().around(TrainListener.NONE));
      assertSame(trainee.parameters().weights(), training().whole().weights());
    }
  }

  @Test
  void keepsTheBestModelAndStopsWhereItGetsNoBetter() {
    var figures = List.of(0.1, 0.5, 0.3, 0.2, 0.4);
    try (var trainee = training().trainee()) {
      var seen = new ArrayList<InMemoryWeights>();
      var probe =
          new Probe() {
            @Override
            public String name() {
              return "figures";
            }

            @Override
            public double score() {
              seen.add(trainee.parameters().weights());
              return figures.get(seen.size() - 1);
            }
          };
      var watched = settings().with(new TrainSettings.Evaluation(2, 2));
      var around = new Trainer.Surroundings(folder, probe, TrainListener.NONE, 1e9, () -> false);
      var result =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, watched).run(sampler(), around);
      assertThat(result.steps()).isEqualTo(8);
      assertThat(result.best()).contains(0.5);
      assertSame(trainee.parameters().weights(), seen.get(1));
    }
  }

  @Test
  void refusesToMeasureWithoutAProbe() {
    var watched = settings().with(new TrainSettings.Evaluation(2, 2));
    try (var trainee = training().trainee()) {
      var trainer = new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, watched);
      var around = new Trainer.Surroundings(folder, null, TrainListener.NONE, 1e9, () -> false);
      assertThatThrownBy(() -> trainer.run(sampler(), around))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ask for a measurement every 2 steps");
    }
  }

  @Test
  void takesNoNumberForTheWorstFigure() {
    var start = RunState.start(new Course(0, 0, 10), "run").measured(Double.NaN);
    assertThat(start.best()).isNull();
    assertThat(start.worse()).isEqualTo(1);
    var better = start.measured(-0.5);
    assertThat(better.best()).isEqualTo(-0.5);
    assertThat(better.measured(Double.NaN).best()).isEqualTo(-0.5);
  }

  @Test
  void saysWhyItStopsWhereTheLossIsNotFinite() {
    var steep = settings().with(new Schedule(STEPS, 0, 1e30, Schedule.Curve.CONSTANT));
    assertThatThrownBy(() -> training().train(steep))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void refusesAnObjectiveThatTheExamplesCannotServe() {
    try (var trainee = training().trainee()) {
      assertThatThrownBy(() -> new Trainer(trainee, EXAMPLES, new InfoNce(0.05), settings()))
          .hasMessageContaining("needs PAIRS, which the run lacks");
    }
  }

  @Test
  void measuresAStepWithoutChangingTheModel() {
    try (var trainee = training().trainee()) {
      var before = trainee.parameters().weights();
      double seconds =
          new Trainer(trainee, EXAMPLES, TinyRun.OBJECTIVE, settings()).measureStep(sampler(), 2);
      assertThat(seconds).isPositive();
      assertSame(trainee.parameters().weights(), before);
    }
  }
}
