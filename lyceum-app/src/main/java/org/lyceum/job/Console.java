// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

/** Where a job tells what it does. */
public interface Console {
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
   * @param total units; 0 where that is not known
   * @param figures such as the loss, or empty
   */
  void progress(String what, long done, long total, String figures);
}
