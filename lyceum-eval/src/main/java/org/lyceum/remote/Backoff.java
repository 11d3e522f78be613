// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.time.Duration;

/**
 * How a request that failed is repeated: after a pause that doubles each time, up to a longest one,
 * and of which the half is left to chance, so that many clients do not come back together.
 *
 * @param retries after the first attempt, 0 or more
 * @param first pause, 0 or more
 * @param most the longest pause, also of those that a service asks for; not shorter than the first
 */
public record Backoff(int retries, Duration first, Duration most) {
  /** Six retries within about a minute; a service may ask for two minutes. */
  public static final Backoff USUAL = new Backoff(6, Duration.ofSeconds(1), Duration.ofMinutes(2));

  private static final int MOST_DOUBLINGS = 30;

  /** Checks the ranges. */
  public Backoff {
    if (retries < 0 || first.isNegative() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "retries and the first pause must be 0 or more and the longest not shorter, got %d, %s, %s"
              .formatted(retries, first, most));
    }
  }

  /**
   * {@return the pause before an attempt is repeated}
   *
   * @param attempt that failed, counted from 0
   * @param chance from 0 to 1
   */
  public Duration pause(int attempt, double chance) {
    double doubled = (double) first.toMillis() * Math.pow(2, Math.min(attempt, MOST_DOUBLINGS));
    double whole = Math.min(doubled, (double) most.toMillis());
    return Duration.ofMillis(Math.round(whole * (1 + chance) / 2));
  }
}
