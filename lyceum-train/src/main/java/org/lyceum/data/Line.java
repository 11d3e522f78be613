// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

/**
 * A line of a file.
 *
 * @param number counted from 1
 * @param text without its line end
 */
public record Line(long number, String text) {
  private static final int SHOWN = 60;

  /** The beginning of the text, for messages. */
  String excerpt() {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
