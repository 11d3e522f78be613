// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderInFront;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;

/**
 * An embedder that shows how far it is in texts that are known before, and that can be stopped. Of
 * a hundred texts fifty are done when half of the work is: long texts are more of it than short
 * ones.
 */
final class WatchedEmbedder extends EmbedderInFront {
  /** What a text costs beside its characters, such as its special tokens. */
  private static final int LEAST = 10;

  /** Characters about which models cut a text. */
  private static final int MOST = 1_200;

  private final Console console;
  private final BooleanSupplier stop;
  private final String label;
  private final int texts;
  private final double work; // of all texts
  private double done;
  private double seconds;

  /**
   * Watches an embedder.
   *
   * @param embedder is not closed with this one
   * @param watch who looks on
   * @param label in front of the bar
   * @param texts that will be embedded, in any number of calls
   */
  WatchedEmbedder(Embedder embedder, Watch watch, String label, List<String> texts) {
    super(embedder);
    this.console = watch.console;
    this.stop = watch.stop;
    this.label = label;
    this.texts = texts.size();
    work = work(texts);
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
    double before = done;
    double more = work(texts);
    var clock = Stopwatch.now();
    var vectors =
        embedder.embed(
            texts,
            prompt,
            (ready, all) -> {
              progress.at(ready, all);
              at(all == 0 ? before : before + more * ready / all); // none where all are kept
            });
    seconds += clock.seconds();
    done = before + more;
    at(done);
    return vectors;
  }

  /** Seconds that embedding took. */
  synchronized double seconds() {
    return seconds;
  }

  private static double work(List<String> texts) {
    return texts.stream().mapToDouble(text -> LEAST + Math.min(text.length(), MOST)).sum();
  }

  private void at(double ready) {
    if (stop.getAsBoolean()) {
      throw new CancellationException("stopped while '%s' was measured".formatted(label));
    }
    console.progress(label, Math.round(texts * ready / work), texts, "");
  }

  @Override
  public void close() {
    // whoever opened the embedder closes it
  }
}
