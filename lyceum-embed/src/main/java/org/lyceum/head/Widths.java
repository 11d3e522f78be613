// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

/** The one check that modules share. */
final class Widths {
  private Widths() {}

  static int check(String kind, int wanted, int found, int out) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          "%s takes vectors of width %d, but gets %d".formatted(kind, wanted, found));
    }
    return out;
  }
}
