// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lyceum.GoldenFiles;

class ScheduleTest {
  @TestFactory
  Stream<DynamicTest> agreesWithTheReference() {
    var known =
        List.of(
            "constant_0_",
            "constant_with_warmup_5_",
            "linear_0_",
            "linear_7_",
            "cosine_0_",
            "cosine_5_");
    return StreamSupport.stream(
            GoldenFiles.json("losses/Schedules.json").path("cases").spliterator(), false)
        .filter(test -> known.contains(test.path("case").asText()))
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.path("case").asText(),
                    () -> {
                      var options = test.path("options");
                      var name = options.path("name").asText();
                      var curve =
                          name.startsWith("constant")
                              ? Schedule.Curve.CONSTANT
                              : name.equals("linear")
                                  ? Schedule.Curve.LINEAR
                                  : Schedule.Curve.COSINE;
                      int steps = options.path("num_training_steps").asInt();
                      var schedule =
                          new Schedule(steps, options.path("num_warmup_steps").asInt(), 1, curve);
                      for (int step = 0; step <= steps; step++) {
                        assertThat(schedule.rate(step))
                            .isCloseTo(
                                test.at("/expected/lr_at_step/" + step).asDouble(), within(1e-12));
                      }
                    }));
  }

  @Test
  void refusesAWarmupThatIsAFractionOrTooLong() {
    assertThatThrownBy(() -> new Schedule(10, 11, 1, Schedule.Curve.LINEAR))
        .hasMessageContaining("warmup must lie in 0..10, the steps, got 11");
  }

  @Test
  void refusesARateOfZeroAndNoSteps() {
    assertThatThrownBy(() -> new Schedule(10, 0, 0, Schedule.Curve.LINEAR))
        .hasMessageContaining("got 0.0");
    assertThatThrownBy(() -> new Schedule(0, 0, 1, Schedule.Curve.LINEAR))
        .hasMessageContaining("steps must be 1 or more, got 0");
  }
}
