// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a unit of a measurement is written, to be shown as an example. */
final class Unit {
  private Unit() {}

  /** A line for each part. */
  static String text(String... parts) {
    return Stream.of(parts)
        .map(part -> part.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining("\n"));
  }

  /** A number with no more digits than say something. */
  static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
