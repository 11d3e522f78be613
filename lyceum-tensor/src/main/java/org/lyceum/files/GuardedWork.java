// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Work that a program which is told to end waits for, a while: from its beginning until it is
 * closed. What is to be deleted at the end is deleted after it.
 */
public final class GuardedWork implements AutoCloseable {
  private static final long MOST_SECONDS = 60;
  private static final Set<GuardedWork> UNDER_WAY = ConcurrentHashMap.newKeySet();

  private final CountDownLatch done = new CountDownLatch(1);

  private GuardedWork() {}

  /** {@return work that begins now} */
  public static GuardedWork begin() {
    var work = new GuardedWork();
    UNDER_WAY.add(work);
    return work;
  }

  /** Waits until it is closed, at most a minute. */
  public void await() {
    try {
      if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        UNDER_WAY.remove(this); // nobody waits for it any more
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for all that is under way. */
  static void awaitAll() {
    UNDER_WAY.forEach(GuardedWork::await);
  }

  @Override
  public void close() {
    UNDER_WAY.remove(this);
    done.countDown();
  }
}
