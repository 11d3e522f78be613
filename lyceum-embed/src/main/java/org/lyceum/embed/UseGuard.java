// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Lets many threads use something until it is closed, which waits for all of them. Thread safe. */
final class UseGuard {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final AtomicLong begun = new AtomicLong(); // uses
  private boolean closed;

  /**
   * Uses it; uses may lie in each other.
   *
   * @throws IllegalStateException if it was closed
   */
  <T> T use(Supplier<T> work) {
    lock.readLock().lock();
    try {
      begun.incrementAndGet();
      if (closed) {
        throw new IllegalStateException("the embedder was closed; open it again");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * {@return a mark of this moment for {@link #isAloneSince}; of a moment at which another thread
   * uses it too, one that nobody is alone since}
   */
  long mark() {
    long uses = begun.get();
    return lock.getReadLockCount() == lock.getReadHoldCount() ? uses : -1;
  }

  /** {@return whether the calling thread is the only one to have used it since a mark} */
  boolean isAloneSince(long mark) {
    return begun.get() == mark;
  }

  /** Closes it once nobody uses it any more; a second time does nothing. */
  void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
