// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderInFront;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Prompt;
import org.lyceum.embed.Vectors;

/** An embedder that shows how far it is in a known number of texts, and that can be stopped. */
final class WatchedEmbedder extends EmbedderInFront {
  private final Console console;
  private final BooleanSupplier stop;
  private final String label;
  private final long total;
  private long before;
  private double seconds;

  /**
   * Watches an embedder.
   *
   * @param embedder is not closed with this one
   * @param watch who looks on
   * @param label in front of the bar
   * @param total texts that will be embedded, in any number of calls
   */
  WatchedEmbedder(Embedder embedder, Watch watch, String label, long total) {
    super(embedder);
    this.console = watch.console;
    this.stop = watch.stop;
    this.label = label;
    this.total = total;
  }

  /**
   * Who looks on.
   *
   * @param console is shown the progress
   * @param stop asked often
   */
  record Watch(Console console, BooleanSupplier stop) {}

  @Override
  public synchronized Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    long start = before;
    var clock = Stopwatch.now();
    var vectors =
        embedder.embed(
            texts,
            prompt,
            (done, all) -> {
              progress.at(done, all);
              at(start + done);
            });
    seconds += clock.seconds();
    before = start + texts.size();
    at(before);
    return vectors;
  }

  /** Seconds that embedding took. */
  synchronized double seconds() {
    return seconds;
  }

  private void at(long done) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped while '%s' was measured".formatted(label));
    }
    console.progress(label, done, total, "");
  }

  @Override
  public void close() {
    // whoever opened the embedder closes it
  }
}
