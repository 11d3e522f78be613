// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The header by which a service says when to come back: seconds, or a date. */
public final class RetryAfter {
  private RetryAfter() {}

  /**
   * {@return how long to wait from now on; nothing where the header says nothing that one
   * understands}
   *
   * @param header its value
   * @param now when it came
   */
  public static Optional<Duration> parse(String header, Instant now) {
    var text = header.strip();
    if (text.matches("[0-9]{1,9}(\\.[0-9]+)?")) {
      return Optional.of(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1000)));
    }
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var left = Duration.between(now, date);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
