// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.Locale;

/** Numbers for readers. */
public final class Numbers {
  private Numbers() {}

  /**
   * {@return a number with a fixed number of digits after the point and commas between thousands;
   * empty for NaN}
   *
   * @param value any number
   * @param digits after the point, 0 or more
   */
  public static String fixed(double value, int digits) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /**
   * {@return a share as percent, such as {@code 98.2 %}; empty for NaN}
   *
   * @param share 1 is 100 %
   */
  public static String percent(double share) {
    return Double.isNaN(share) ? "" : fixed(100 * share, 1) + "\u00a0%";
  }

  /**
   * {@return three significant digits with k, M or G for thousands, millions and thousands of
   * millions, such as {@code 45.2 M}; empty for NaN}
   *
   * @param value any number
   */
  public static String compact(double value) {
    double size = Math.abs(value);
    if (size >= 999.5e6) {
      return significant(value / 1e9) + "\u00a0G";
    }
    if (size >= 999.5e3) {
      return significant(value / 1e6) + "\u00a0M";
    }
    return size >= 9999.5 ? significant(value / 1e3) + "\u00a0k" : significant(value);
  }

  /**
   * {@return a size in bytes, in multiples of 1000, such as {@code 45.2 MB}}
   *
   * @param bytes 0 or more
   */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + "\u00a0B";
    }
    var compact = bytes < 999_500 ? significant(bytes / 1e3) + "\u00a0k" : compact((double) bytes);
    return compact + "B";
  }

  private static String significant(double value) {
    double size = Math.abs(value);
    if (size >= 99.95 || size == 0) {
      return fixed(value, 0);
    }
    return trimmed(fixed(value, size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3));
  }

  /** Without zeros at the end of the fraction. */
  static String trimmed(String number) {
    return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
  }
}
