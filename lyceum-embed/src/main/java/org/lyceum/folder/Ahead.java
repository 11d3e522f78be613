// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A value that a thread of its own makes while the caller does something else.
 *
 * @param <T> the value's type
 */
public final class Ahead<T> {
  private final CompletableFuture<T> value;

  /**
   * Starts to make it.
   *
   * @param name of the thread
   * @param made makes it
   */
  public Ahead(String name, Supplier<T> made) {
    value =
        CompletableFuture.supplyAsync(
            made, task -> Thread.ofPlatform().name(name).daemon().start(task));
  }

  /**
   * {@return the value, once it is there}
   *
   * @throws RuntimeException what was thrown instead of making it
   */
  public T get() {
    try {
      return value.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /**
   * Gives the value up: it is closed when it is there.
   *
   * @param closer closes it
   */
  public void abandon(Consumer<T> closer) {
    var unused = value.thenAccept(closer);
  }
}
