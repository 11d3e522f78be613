// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/** The colors of the style sheet, which also differ in dash and lightness for those who see few. */
final class Palette {
  /** How many there are. */
  static final int SIZE = 6;

  private Palette() {}

  /** The class of a line. */
  static String line(int index) {
    return "s" + index % SIZE;
  }

  /** The class of a text or area of the same color. */
  static String text(int index) {
    return "f" + index % SIZE;
  }
}
