// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

/**
 * What a service knows its users by. It is sent, and neither shown nor stored.
 *
 * @param value visible ASCII; empty for none
 */
public record ApiKey(String value) {
  /** The environment variable that holds it. */
  public static final String VARIABLE = "LYCEUM_API_KEY";

  /** No key. */
  public static final ApiKey NONE = new ApiKey("");

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException if it cannot stand in a header; does not show it
   */
  public ApiKey {
    value = value.strip();
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "%s must be visible ASCII without blanks, got something else".formatted(VARIABLE));
    }
  }

  /** {@return the key that {@value #VARIABLE} holds, or none} */
  public static ApiKey fromEnvironment() {
    var key = System.getenv(VARIABLE);
    return key == null ? NONE : new ApiKey(key);
  }

  /** A text in which the key, if it stands there, is hidden. */
  String hiddenIn(String text) {
    return value.isEmpty() ? text : text.replace(value, this.toString());
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
