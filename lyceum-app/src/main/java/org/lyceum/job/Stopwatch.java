// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.lang.management.ManagementFactory;

/** Seconds since a moment. */
record Stopwatch(long start) {
  static Stopwatch now() {
    return new Stopwatch(System.nanoTime());
  }

  /**
   * Counts the start of the Java machine too, because a user waits for it; not the launcher before
   * it, which has the same process and may have built the program.
   */
  static Stopwatch sinceTheProgramStarted() {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    return new Stopwatch(System.nanoTime() - 1_000_000 * (System.currentTimeMillis() - started));
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
