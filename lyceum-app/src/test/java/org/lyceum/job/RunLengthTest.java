// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunLengthTest {
  @Test
  void looksAtTheEndOfTheWarmUpAndInTheMiddleOfWhatIsToComeThen() {
    var length = RunLength.of(140);
    assertThat(length.schedule(1e-3).warmup()).isEqualTo(14);
    assertThat(wanted(length)).containsExactly(14);
    var once = length.with(new RunLength.Look(14, 114));
    assertThat(wanted(once)).containsExactly(64);
    assertThat(once.schedule(1e-3)).isEqualTo(length.schedule(1e-3));
    var twice = once.with(new RunLength.Look(64, 120));
    assertThat(wanted(twice)).isEmpty();
    assertThat(twice.steps()).isEqualTo(120);
  }

  private static List<Integer> wanted(RunLength length) {
    return IntStream.range(1, 140).filter(length::wantsLook).boxed().toList();
  }

  /** A run whose time is gone ends with the next step; a kill there does not make it look again. */
  @Test
  void doesNotLookTwiceAfterTheSameStep() {
    var over = RunLength.of(200).with(new RunLength.Look(20, 21));
    assertThat(wanted(over)).isEmpty();
    var nearly = RunLength.of(200).with(new RunLength.Look(20, 22));
    assertThat(wanted(nearly)).containsExactly(21);
  }

  /** A run that goes on from before a look meets it again, and what was foreseen then. */
  @Test
  void knowsWhatWasForeseenAfterSomeSteps() {
    var length =
        RunLength.of(140).with(new RunLength.Look(14, 114)).with(new RunLength.Look(64, 120));
    assertThat(IntStream.of(1, 13, 14, 63, 64, 119).map(length::after))
        .containsExactly(140, 140, 114, 114, 120, 120);
    assertThat(RunLength.of(20).with(new RunLength.Look(2, 20))).hasToString("20");
    assertThat(length).hasToString("140; 114 from step 14 on; 120 from step 64 on");
  }
}
