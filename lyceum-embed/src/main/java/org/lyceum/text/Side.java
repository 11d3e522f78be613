// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.Locale;

/** An end of a row of tokens: where padding stands, or where a text is cut. */
public enum Side {
  /** At the start of the text. */
  LEFT,
  /** At the end of the text. */
  RIGHT;

  /** The side that a file names, in any case of letters, or another where it names none. */
  static Side of(String name, Side otherwise) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "left" -> LEFT;
      case "right" -> RIGHT;
      default -> otherwise;
    };
  }
}
