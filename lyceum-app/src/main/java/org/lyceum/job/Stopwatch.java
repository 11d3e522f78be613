// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.time.Duration;
import java.time.Instant;

/** Seconds since a moment. */
record Stopwatch(long start) {
  static Stopwatch now() {
    return new Stopwatch(System.nanoTime());
  }

  /** Counts the start of the Java machine too, because a user waits for it. */
  static Stopwatch sinceTheProcessStarted() {
    var before =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .orElse(Duration.ZERO);
    return new Stopwatch(System.nanoTime() - before.toNanos());
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
