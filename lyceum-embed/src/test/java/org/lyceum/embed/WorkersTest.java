// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Workers workers = new Workers("test", 3);

  @AfterEach
  void close() {
    workers.close();
  }

  @Test
  void runsEachTaskOnceOnItsOwnThreads() {
    var done = new ConcurrentHashMap<Integer, String>();
    workers.run(
        500, i -> assertThat(done.put(i, Thread.currentThread().getName())).as("%d", i).isNull());
    assertThat(done.keySet()).containsAll(IntStream.range(0, 500).boxed().toList());
    assertThat(done.values()).allMatch(name -> name.matches("test-[123]"));
  }

  @Test
  void doesNothingForNoTasks() {
    workers.run(0, i -> assertThat(i).isNegative());
  }

  @Test
  void throwsWhatATaskThrewAndLeavesTheRestOut() {
    var begun = new AtomicInteger();
    assertThatThrownBy(
            () ->
                workers.run(
                    1_000_000,
                    i -> {
                      begun.incrementAndGet();
                      throw new IllegalStateException("task failed");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("task failed");
    assertThat(begun).hasValueLessThanOrEqualTo(3);
  }

  @Test
  void stopsWhenTheCallerIsInterrupted() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var count = new AtomicInteger();
    var caught = new AtomicInteger();
    var caller =
        new Thread(
            () -> {
              try {
                workers.run(
                    Integer.MAX_VALUE,
                    i -> {
                      count.incrementAndGet();
                      begun.countDown();
                    });
              } catch (CancellationException e) {
                caught.set(Thread.currentThread().isInterrupted() ? 2 : 1);
              }
            });
    caller.start();
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(caught).hasValue(2); // cancelled, and the interrupt is passed on
    int after = count.get();
    workers.run(1, i -> {}); // no worker is busy any more
    assertThat(count).hasValue(after);
  }
}
