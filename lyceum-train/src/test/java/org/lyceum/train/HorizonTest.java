// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lyceum.train.TinyTraining.after;
import static org.lyceum.train.TinyTraining.assertSame;
import static org.lyceum.train.TinyTraining.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose steps are only known on the way. */
class HorizonTest {
  /** Of 12 steps, 2 of them to warm up, 20 after four and 9 after seven. */
  private static final Horizon BENT = (made, steps) -> made < 4 ? steps : made < 7 ? 20 : 9;

  @TempDir Path folder;

  /**
   * Up to 1 in 2 steps, a line to 0 over 10; from step 4, at 0.8, over 16; from 7, 0.65, over 2.
   */
  @Test
  void goesInEqualStepsFromWhereItIsToTheEndOfItsCurve() {
    var schedule = new Schedule(12, 2, 1, Schedule.Curve.LINEAR);
    var course = schedule.course();
    assertThat(schedule.rate(1, course)).isEqualTo(0.5);
    assertThat(schedule.rate(3, course)).isCloseTo(0.9, within(1e-12));
    var longer = course.toward(4, 20);
    assertThat(schedule.rate(4, longer)).isCloseTo(0.8, within(1e-12));
    assertThat(schedule.rate(6, longer)).isCloseTo(0.7, within(1e-12));
    var shorter = longer.toward(7, 9);
    assertThat(schedule.rate(7, shorter)).isCloseTo(0.65, within(1e-12));
    assertThat(schedule.rate(8, shorter)).isCloseTo(0.325, within(1e-12));
    assertThat(shorter.at(9)).isEqualTo(1);
    // half a cosine goes on where it was too
    var cosine = new Schedule(12, 2, 1, Schedule.Curve.COSINE);
    assertThat(cosine.rate(7, shorter))
        .isCloseTo(0.5 * (1 + Math.cos(0.35 * Math.PI)), within(1e-12));
  }

  @Test
  void refusesOtherStepsWhileItWarmsUpAndAnEndThatIsPast() {
    var course = new Schedule(12, 2, 1, Schedule.Curve.LINEAR).course();
    assertThatThrownBy(() -> course.toward(1, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("warm-up of 2 is over");
    assertThatThrownBy(() -> course.toward(5, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to more than were made; got 5 after 5");
  }

  @Test
  void takesAsManyStepsAsWereForeseenLast() {
    var told = new ArrayList<TrainListener.Step>();
    var listener =
        new TrainListener() {
          @Override
          public void stepped(Step step) {
            told.add(step);
          }
        };
    var ended = run(folder, BENT, () -> false, listener);
    assertThat(ended.result().steps()).isEqualTo(9);
    assertThat(told.stream().map(TrainListener.Step::steps))
        .containsExactly(12, 12, 12, 12, 20, 20, 20, 9, 9);
    assertThat(told.getLast().rate()).isLessThan(told.get(7).rate());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 6, 7, 8})
  void resumesToTheSameWeightsWhereverItWasStopped(int at) {
    var whole = run(folder.resolve("whole"), BENT, () -> false, TrainListener.NONE);
    var parts = folder.resolve("parts");
    var part = run(parts, BENT, after(at), TrainListener.NONE);
    assertThat(part.result().steps()).isEqualTo(at);
    var rest = run(parts, BENT, () -> false, TrainListener.NONE);
    assertThat(rest.result()).isEqualTo(whole.result());
    assertSame(rest.weights(), whole.weights());
  }

  /** What was decided is in the checkpoint that was written when it was. */
  @Test
  void keepsWhatWasForeseenBeforeAKill() {
    var seen = new ArrayList<List<Integer>>();
    Horizon killed =
        (made, steps) -> {
          seen.add(List.of(made, steps));
          if (made == 6) {
            throw new IllegalStateException("killed");
          }
          return BENT.steps(made, steps);
        };
    assertThatThrownBy(() -> run(folder, killed, () -> false, TrainListener.NONE))
        .hasMessage("killed");
    seen.clear();
    assertThatThrownBy(() -> run(folder, killed, () -> false, TrainListener.NONE))
        .hasMessage("killed");
    assertThat(seen).containsExactly(List.of(5, 20), List.of(6, 20));
  }

  private static TinyTraining.Ended run(
      Path folder, Horizon horizon, BooleanSupplier stop, TrainListener listener) {
    var around = new Trainer.Surroundings(folder, null, listener, 1e9, stop, horizon);
    return TinyTraining.in(folder).train(settings(), around);
  }
}
