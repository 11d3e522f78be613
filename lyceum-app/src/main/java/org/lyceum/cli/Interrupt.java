// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns the end of the process by a signal into a request to stop, and holds the process until the
 * work has saved itself.
 */
final class Interrupt implements AutoCloseable {
  private static final long MOST_SECONDS = 60;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interrupt(AtomicBoolean stop) {
    hook =
        new Thread(
            () -> {
              stop.set(true);
              await();
            });
  }

  /**
   * {@return a guard: until it is closed, a signal asks to stop}
   *
   * @param stop set when a signal came
   */
  static Interrupt during(AtomicBoolean stop) {
    var interrupt = new Interrupt(stop);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void await() {
    try {
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and the hook is what let this thread get here
    }
  }
}
