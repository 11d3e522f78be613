// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.tensor.DataException;
import org.lyceum.torch.Precision;

/** What a student is told of its steps, and what a kill leaves of it. */
class PacingTest {
  private static final RunPlan.Measured MEASURED =
      new RunPlan.Measured(Tasks.Chosen.ALL, Tasks.Chosen.ALL);

  /** 600 seconds are asked for and 60 kept back; starting took 20, and writing takes as long. */
  private static final RunPlan PLAN =
      new RunPlan(
          "what was asked",
          10_000,
          RunLength.of(200),
          32,
          0,
          Precision.FLOAT32,
          Precision.FLOAT32,
          MEASURED,
          List.of(),
          new RunPlan.Seconds(20, 0, 400, 0, 100),
          new RunPlan.Tempo(2, 1),
          1_000,
          true);

  @TempDir Path work;
  private final List<RunPlan> told = new ArrayList<>();
  private double seconds = 20;

  private Pacing pacing(RunPlan plan) {
    return new Pacing(plan, work, () -> new Planner(600, seconds), (before, now) -> told.add(now));
  }

  /** What is answered after some steps, each of which takes some seconds. */
  private List<Integer> steps(Pacing pacing, int from, int to, double each) {
    var steps = new ArrayList<Integer>();
    for (int made = from; made <= to; made++) {
      seconds += each;
      steps.add(pacing.steps(made, 0));
    }
    return steps;
  }

  /**
   * After the start and 20 steps 78 seconds are gone; 540 less those, less 36.8 for writing and
   * speed and 1.45 times the 63.2 for quality, leave 333 for steps of 2.9 seconds.
   */
  @Test
  void looksTwiceAndWritesDownWhatItForesees() {
    var pacing = pacing(PLAN);
    assertThat(steps(pacing, 1, 19, 2.9)).containsOnly(200);
    assertThat(RunPlan.read(work)).isEmpty();
    assertThat(steps(pacing, 20, 20, 2.9)).containsExactly(135);
    assertThat(RunPlan.read(work)).contains(pacing.plan());
    assertThat(steps(pacing, 21, 76, 2.9)).containsOnly(135);
    assertThat(told).hasSize(1);
    steps(pacing, 77, 130, 2.9);
    assertThat(told).hasSize(2);
    assertThat(RunPlan.read(work)).contains(told.getLast());
    assertThat(pacing.plan().length().looks().getLast().made()).isEqualTo(77);
    assertThat(pacing.plan().length().steps()).isBetween(134, 136); // nothing has changed
  }

  @Test
  void goesOnAsItWasForeseenBeforeAKill() {
    var first = pacing(PLAN);
    var before = steps(first, 1, 20, 2.9);
    before.addAll(steps(first, 21, 100, 2)); // it got faster
    assertThat(told).hasSize(2);
    assertThat(before.getLast()).isGreaterThan(135);
    // the checkpoint is older than what was foreseen; the clock says something else by now
    for (int checkpoint : new int[] {0, 17, 20, 76}) {
      var again = pacing(RunPlan.read(work).orElseThrow());
      assertThat(steps(again, checkpoint + 1, 100, 7)).isEqualTo(before.subList(checkpoint, 100));
    }
    assertThat(told).hasSize(2);
  }

  /** A process that begins with the step before a look has measured none. */
  @Test
  void takesWhatWasForeseenWhereItMeasuredNothing() {
    steps(pacing(PLAN), 20, 20, 100);
    assertThat(told.getFirst().secondsPerStep()).isEqualTo(2);
    assertThat(told.getFirst().tempo().slowness()).isEqualTo(1);
  }

  /** As a hand may have changed it. */
  @ParameterizedTest
  @ValueSource(strings = {"texts", "batch", "tableSteps", "length", "tempo", "precision"})
  void refusesAPlanThatIsNone(String field) throws IOException {
    PLAN.write(work);
    var json = new ObjectMapper();
    var file = work.resolve("plan.json").toFile();
    var plan = (ObjectNode) json.readTree(file);
    for (var wrong : List.of(json.nullNode(), json.getNodeFactory().numberNode(-5))) {
      json.writeValue(file, plan.set(field, wrong));
      assertThatThrownBy(() -> RunPlan.read(work))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("plan.json: damaged");
      assertThat(RunPlan.askedIn(work)).contains("what was asked");
    }
    json.writeValue(file, plan.without(field));
    assertThatThrownBy(() -> RunPlan.read(work)).isInstanceOf(DataException.class);
  }

  /** Two steps of 8 seconds where 2 were foreseen are taken for 4. */
  @Test
  void believesAFewStepsHalf() {
    steps(pacing(PLAN), 18, 20, 8);
    assertThat(told.getFirst().secondsPerStep()).isEqualTo(4);
  }
}
