// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClockTest {
  @TempDir Path work;

  private Path file() {
    return work.resolve("seconds");
  }

  @Test
  void goesOnFromWhatAnEarlierProcessTook() throws IOException {
    Files.writeString(file(), "5000.5");
    var clock = new RunClock();
    double alone = clock.seconds();
    clock.resume(work);
    assertThat(clock.seconds()).isGreaterThanOrEqualTo(5000.5 + alone);
  }

  @Test
  void beginsAnewWhereNothingWasWrittenOrNoNumber() throws IOException {
    var clock = new RunClock();
    clock.resume(work);
    assertThat(clock.seconds()).isLessThan(5000);
    Files.writeString(file(), "half a num");
    clock.resume(work);
    assertThat(clock.seconds()).isLessThan(5000);
  }

  @Test
  void writesTheSecondsOfAllProcessesDownAndPassesTheQuestionOn() throws IOException {
    Files.writeString(file(), "5000");
    var stop = new AtomicBoolean();
    var clock = new RunClock(0);
    clock.resume(work);
    var asked = clock.noting(stop::get, work);
    assertThat(asked.getAsBoolean()).isFalse();
    stop.set(true);
    assertThat(asked.getAsBoolean()).isTrue();
    double noted = Double.parseDouble(Files.readString(file()));
    assertThat(noted).isGreaterThan(5000).isLessThanOrEqualTo(clock.seconds());
  }
}
