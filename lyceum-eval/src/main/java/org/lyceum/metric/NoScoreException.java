// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/**
 * No score can be said of what a model gave, such as vectors that are not finite. The task and the
 * program are in order; another model may have a score.
 */
public final class NoScoreException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Why there is no score.
   *
   * @param message what must hold, and what came
   */
  public NoScoreException(String message) {
    super(message);
  }
}
