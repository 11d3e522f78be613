// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

/** Told how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total) -> {};

  /**
   * Called now and then, on any thread, never on two at once.
   *
   * @param done units finished
   * @param total units in all
   */
  void at(long done, long total);
}
