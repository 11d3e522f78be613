// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.lyceum.benchmarks.BenchListener;
import org.lyceum.job.Console;

/**
 * Shows a job on standard error: one line that changes on a terminal, a line now and then
 * elsewhere.
 */
final class TerminalConsole implements Console, BenchListener, AutoCloseable {
  private static final double SECONDS_ON_A_TERMINAL = 0.2;
  private static final double SECONDS_ELSEWHERE = 15;
  private static final int BAR = 24;
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter err;
  private final LongSupplier clock; // nanoseconds
  private final boolean terminal = Boolean.getBoolean("lyceum.terminal"); // the launcher looks
  private String what = "";
  private long started;
  private long from;
  private long shown;
  private boolean isOver; // and was shown

  TerminalConsole(PrintWriter err) {
    this(err, System::nanoTime);
  }

  TerminalConsole(PrintWriter err, LongSupplier clock) {
    this.err = err;
    this.clock = clock;
  }

  @Override
  public void say(String line) {
    clear();
    err.println(line);
    err.flush();
  }

  /** Removes the line that changes. */
  void clear() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }

  @Override
  public void progress(String what, long done, long total, String figures) {
    long now = clock.getAsLong();
    if (!what.equals(this.what)) {
      this.what = what;
      started = now;
      from = done;
      shown = now;
      isOver = false;
      return;
    }
    double pause = terminal ? SECONDS_ON_A_TERMINAL : SECONDS_ELSEWHERE;
    boolean isLast =
        total > 0 && done >= total && shown != started; // of those that were shown before
    boolean isDue = (now - shown) / 1e9 >= pause;
    if (isLast ? isOver : !isDue) {
      return;
    }
    isOver = isLast;
    shown = now;
    var line = line(done, total, figures, (now - started) / 1e9);
    if (terminal) {
      err.print(CLEAR + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  private String line(long done, long total, String figures, double seconds) {
    if (total == 0) {
      return "%-8s %,d  %s  %s".formatted(what, done, time(seconds), figures).stripTrailing();
    }
    int filled = (int) (BAR * done / total);
    double left = done <= from ? 0 : seconds / (done - from) * (total - done);
    return "%-8s %s%s %,d/%,d  %s left  %s"
        .formatted(
            what, "#".repeat(filled), ".".repeat(BAR - filled), done, total, time(left), figures)
        .stripTrailing();
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }

  @Override
  public void close() {
    clear();
  }
}
