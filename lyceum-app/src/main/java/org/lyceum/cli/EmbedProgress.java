// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import org.lyceum.embed.Progress;

/** A line on a terminal that counts texts, once the work has taken some seconds. */
final class EmbedProgress implements Progress {
  private static final double PATIENCE = 2;
  private static final double SECOND = 1e9;

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean("lyceum.terminal"); // the launcher looks
  private final long start = System.nanoTime();
  private long before;
  private long inWindow;
  private double shown;

  EmbedProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(long done, long total) {
    inWindow = done;
    double seconds = (System.nanoTime() - start) / SECOND;
    if (terminal && seconds > PATIENCE && seconds - shown > 0.5) {
      shown = seconds;
      long all = before + done;
      err.printf("\r%,d texts, %,.0f a second ", all, all / seconds);
      err.flush();
    }
  }

  /** A window is done; counting starts anew. */
  void window() {
    before += inWindow;
    inWindow = 0;
  }

  /** Takes the line away. */
  void end() {
    if (shown > 0) {
      err.print("\r" + " ".repeat(60) + "\r");
      err.flush();
    }
  }
}
