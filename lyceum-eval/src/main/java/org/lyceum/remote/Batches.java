// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lyceum.embed.Progress;

/**
 * Works on batches, some at a time. The first failure, of a batch or of whoever is told the
 * progress, ends all.
 *
 * @param concurrency batches at a time
 * @param before texts that are done already
 * @param total all texts
 */
record Batches(int concurrency, long before, long total) {
  private static final long MILLIS_BETWEEN_LOOKS = 200;

  /** Works; the progress is told on this thread, also while nothing moves. */
  void run(List<List<Integer>> batches, Consumer<List<Integer>> work, Progress progress) {
    try (var pool =
        Executors.newFixedThreadPool(
            concurrency, Thread.ofVirtual().name("remote-", 0).factory())) {
      try {
        run(pool, batches, work, progress);
      } finally {
        pool.shutdownNow();
      }
    }
  }

  private void run(
      ExecutorService pool,
      List<List<Integer>> batches,
      Consumer<List<Integer>> work,
      Progress progress) {
    var done = new ExecutorCompletionService<Integer>(pool);
    for (var batch : batches) {
      var unused =
          done.submit(
              () -> {
                work.accept(batch);
                return batch.size();
              });
    }
    long texts = before;
    for (int left = batches.size(); left > 0; ) {
      int more = next(done);
      texts += more;
      left -= more > 0 ? 1 : 0;
      progress.at(texts, total);
    }
  }

  /** The texts of the next batch that is done, or 0 if none is for a while. */
  private static int next(ExecutorCompletionService<Integer> done) {
    try {
      var future = done.poll(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
      return future == null ? 0 : future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new IllegalStateException("a batch failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while embedding");
    }
  }
}
