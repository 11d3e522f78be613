// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What is seen where there is no terminal, by a clock that the test turns. */
class TerminalConsoleTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter written = new StringWriter();
  private long now;

  private TerminalConsole console() {
    return new TerminalConsole(new PrintWriter(written, true), () -> now);
  }

  @Test
  void showsALineNowAndThenAndTheLastOnce() {
    try (var console = console()) {
      for (int done = 0; done <= 100; done++) {
        console.progress("embed", done, 100, "");
        now += SECOND;
      }
      console.progress("embed", 100, 100, "");
      now += 60 * SECOND;
      console.progress("embed", 100, 100, "");
    }
    assertThat(written.toString().lines()).hasSize(7); // at 15, 30, ... 90 and 100
    assertThat(written.toString().lines().filter(line -> line.contains("100/100"))).hasSize(1);
  }

  @Test
  void showsTheEndOfEachOfTwoWorksOfOneName() {
    try (var console = console()) {
      for (int work = 0; work < 2; work++) {
        for (int done = 0; done <= 20; done++) {
          console.progress("learn", done, 20, "");
          console.progress("learn", done, 20, "");
          now += SECOND;
        }
      }
    }
    assertThat(written.toString().lines().filter(line -> line.contains("20/20"))).hasSize(2);
  }

  @Test
  void countsWhatHasNoKnownEnd() {
    try (var console = console()) {
      for (int done = 0; done <= 20; done++) {
        console.progress("embed", 1_000L * done, 0, "texts");
        now += SECOND;
      }
    }
    assertThat(written.toString().lines()).containsExactly("embed    15,000  0:15  texts");
  }

  @Test
  void showsNothingOfWhatIsShort() {
    try (var console = console()) {
      console.progress("embed", 0, 2, "");
      console.progress("embed", 2, 2, "");
    }
    assertThat(written.toString()).isEmpty();
  }
}
