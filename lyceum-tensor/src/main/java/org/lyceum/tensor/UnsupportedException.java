// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

/**
 * A file that may well be right, but asks for what is not understood here; another program may read
 * it.
 */
public final class UnsupportedException extends DataException {
  private static final long serialVersionUID = 1L;

  private final String summary;

  /**
   * What is not understood.
   *
   * @param file the file, or whatever names the source
   * @param reason ends the sentence "not supported because"; what to do follows a semicolon
   */
  public UnsupportedException(Object file, String reason) {
    super(file, "not supported because " + reason);
    summary = "%s: not supported because %s".formatted(file, reason.replaceFirst(";.*", ""));
  }

  /** {@return the message without what to do, for those who only ask whether it is read here} */
  public String summary() {
    return summary;
  }
}
