// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

/** Told how far a measurement is. */
public interface BenchListener {
  /**
   * Something that a user should read.
   *
   * @param line without a line end
   */
  void say(String line);

  /**
   * How far a long piece of work is.
   *
   * @param what is done
   * @param done units
   * @param total units
   * @param figures what is under way
   */
  void progress(String what, long done, long total, String figures);
}
