// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

/** A file that does not hold what it must: names the file, what was wanted and what was found. */
public sealed class DataException extends RuntimeException permits UnsupportedException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault of a file as a whole.
   *
   * @param file the file, or whatever names the source
   * @param message what must hold, what came, what to do
   */
  public DataException(Object file, String message) {
    super(file + ": " + message);
  }

  /**
   * A fault of one line.
   *
   * @param file the file
   * @param line counted from 1
   * @param message what must hold, what came, what to do
   */
  public DataException(Object file, long line, String message) {
    super(file + ":" + line + ": " + message);
  }

  /**
   * A fault with a cause.
   *
   * @param file the file
   * @param message what must hold, what came, what to do
   * @param cause the cause
   */
  public DataException(Object file, String message, Throwable cause) {
    super(file + ": " + message, cause);
  }

  /**
   * A value of a file that whatever takes it refused.
   *
   * @param file the file
   * @param refusal says what must hold and what came
   */
  public DataException(Object file, IllegalArgumentException refusal) {
    super(file + ": " + refusal.getMessage(), refusal);
  }
}
