// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

/**
 * Which pages can be meant by a question besides those of its own subject and grade.
 *
 * @param related those of related subjects, as {@code related_subjects.json} has them
 * @param lower grades below the lowest of a page that it counts for, 0 or more
 * @param higher grades above the highest of a page that it counts for, 0 or more
 */
public record AlloprofOptions(boolean related, int lower, int higher) {
  /** No others. */
  public static final AlloprofOptions STRICT = new AlloprofOptions(false, 0, 0);

  /** Checks the ranges. */
  public AlloprofOptions {
    if (lower < 0 || higher < 0) {
      throw new IllegalArgumentException(
          "lower and higher must be 0 or more, got %d and %d".formatted(lower, higher));
    }
  }
}
