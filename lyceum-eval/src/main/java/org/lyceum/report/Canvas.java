// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/**
 * The room there is for a plot. Every plot is drawn twice, for a screen and for a phone, so that
 * its letters have the size of the text around it on both.
 *
 * @param width in pixels
 * @param height in pixels, as usual; a plot may need another
 */
public record Canvas(int width, int height) {
  /** For screens and paper. */
  public static final Canvas WIDE = new Canvas(760, 400);

  /** For phones. */
  public static final Canvas NARROW = new Canvas(360, 320);

  /** {@return whether there is little room} */
  public boolean narrow() {
    return width < 500;
  }
}
