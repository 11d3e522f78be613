// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** A fixed number of threads that share out numbered tasks. Thread safe. */
final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService pool;

  Workers(String name, int threads) {
    this.threads = threads;
    var number = new AtomicInteger();
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              var thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /**
   * Runs tasks 0 to {@code count - 1}, in this order as far as there are threads, and waits.
   *
   * @throws CancellationException if the calling thread is interrupted; by then no task runs any
   *     more, and the thread's interrupt is set again
   * @throws RuntimeException what a task threw; tasks not yet begun are left out
   */
  void run(int count, IntConsumer task) {
    run(count, threads, task);
  }

  /** Runs tasks as {@link #run(int, IntConsumer)} does, on at most so many threads. */
  void run(int count, int most, IntConsumer task) {
    var next = new AtomicLong();
    var running = new CompletableFuture<?>[Math.min(Math.min(threads, most), count)];
    for (int i = 0; i < running.length; i++) {
      running[i] = CompletableFuture.runAsync(() -> drain(next, count, task), pool);
    }
    var all = CompletableFuture.allOf(running);
    try {
      all.get();
    } catch (InterruptedException e) {
      next.set(count);
      settle(all);
      Thread.currentThread().interrupt();
      throw cancelled(e);
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static void drain(AtomicLong next, int count, IntConsumer task) {
    try {
      for (long i; (i = next.getAndIncrement()) < count; ) {
        task.accept((int) i);
      }
    } catch (RuntimeException | Error e) {
      next.set(count);
      throw e;
    }
  }

  /** Waits for tasks under way, which are short. */
  private static void settle(CompletableFuture<Void> all) {
    try {
      all.join();
    } catch (CompletionException e) {
      // the interrupt goes first
    }
  }

  private static CancellationException cancelled(InterruptedException cause) {
    var cancelled = new CancellationException("embedding was interrupted");
    cancelled.initCause(cause);
    return cancelled;
  }

  private static RuntimeException unwrapped(ExecutionException failed) {
    return switch (failed.getCause()) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case null, default -> new CompletionException(failed);
    };
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
