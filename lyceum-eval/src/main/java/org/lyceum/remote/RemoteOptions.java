// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.time.Duration;

/**
 * How a service is asked.
 *
 * @param batch texts of a request, 1 to 2,048
 * @param concurrency requests at once, 1 or more
 * @param rate how much it is asked in a minute
 * @param timeout of connecting and of an answer; positive
 * @param backoff what is done about a request that failed
 * @param key by which the service knows its user
 */
public record RemoteOptions(
    int batch, int concurrency, Rate rate, Duration timeout, Backoff backoff, ApiKey key) {
  /** 32 texts a request, two requests at once, no limit, a minute for an answer, no key. */
  public static final RemoteOptions DEFAULT =
      new RemoteOptions(32, 2, Rate.UNLIMITED, Duration.ofMinutes(1), Backoff.USUAL, ApiKey.NONE);

  private static final int MOST_TEXTS = 2_048; // that OpenAI takes

  /** Checks the ranges. */
  public RemoteOptions {
    if (batch < 1 || batch > MOST_TEXTS) {
      throw new IllegalArgumentException(
          "texts of a request must be 1 to %d, got %d".formatted(MOST_TEXTS, batch));
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "requests at once must be 1 or more, got %d".formatted(concurrency));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("the timeout must be positive, got " + timeout);
    }
  }

  /** The same with no more texts a request than a service takes. */
  RemoteOptions atMost(int texts) {
    return new RemoteOptions(
        Math.max(1, Math.min(batch, texts)), concurrency, rate, timeout, backoff, key);
  }
}
