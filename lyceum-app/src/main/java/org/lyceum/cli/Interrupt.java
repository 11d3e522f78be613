// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import org.lyceum.files.GuardedWork;

/**
 * Turns the end of the process by a signal into a request to stop, and holds the process until the
 * work has saved itself.
 */
final class Interrupt implements AutoCloseable {
  private final GuardedWork work = GuardedWork.begin();
  private final Thread hook;

  private Interrupt(AtomicBoolean stop) {
    hook =
        new Thread(
            () -> {
              stop.set(true);
              work.await();
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

  @Override
  public void close() {
    work.close();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending already, and the hook is what let this thread get here
    }
  }
}
