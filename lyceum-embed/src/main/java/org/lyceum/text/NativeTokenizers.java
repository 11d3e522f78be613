// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/** The native tokenizers of one file, one for each limit, made when it is first asked for. */
final class NativeTokenizers implements AutoCloseable {
  private final TokenizerJson json;
  private final Side truncationSide;
  private final Map<Integer, NativeTokenizer> byLimit = new HashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  NativeTokenizers(TokenizerJson json, Side truncationSide) {
    this.json = json;
    this.truncationSide = truncationSide;
  }

  /** What a piece of work makes of the tokenizer with a limit. */
  <T> T using(int maxTokens, Function<NativeTokenizer, T> work) {
    lock.readLock().lock();
    try {
      var tokenizer = closed ? null : byLimit.get(maxTokens);
      if (tokenizer != null) {
        return work.apply(tokenizer);
      }
    } finally {
      lock.readLock().unlock();
    }
    make(maxTokens);
    return using(maxTokens, work);
  }

  private void make(int maxTokens) {
    lock.writeLock().lock();
    try {
      requireOpen();
      byLimit.computeIfAbsent(
          maxTokens, limit -> new NativeTokenizer(json.limitedTo(limit, truncationSide)));
    } finally {
      lock.writeLock().unlock();
    }
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the tokenizer was closed; open it again");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      byLimit.values().forEach(NativeTokenizer::close);
      byLimit.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
