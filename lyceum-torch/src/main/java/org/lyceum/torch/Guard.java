// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

/** A setting of the current thread that holds until this is closed, on the same thread. */
@FunctionalInterface
public interface Guard extends AutoCloseable {
  /** Restores what was set before. */
  @Override
  void close();
}
