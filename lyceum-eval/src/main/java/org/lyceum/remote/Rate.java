// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

/**
 * How much a service may be asked in a minute, evenly over the minute.
 *
 * @param requests that are started; 0 for no limit
 * @param tokens that are sent, by what the service counts where it tells that, else one for 4 bytes
 *     of text; 0 for no limit
 */
public record Rate(double requests, double tokens) {
  /** No limit. */
  public static final Rate UNLIMITED = new Rate(0, 0);

  /** Checks the ranges. */
  public Rate {
    require("requests", requests);
    require("tokens", tokens);
  }

  private static void require(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s a minute must be positive, or 0 for no limit, got %s".formatted(what, value));
    }
  }
}
