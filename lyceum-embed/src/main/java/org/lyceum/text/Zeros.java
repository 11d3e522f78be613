// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

/** Arrays of zeros, shared: most models give every token the type 0. */
final class Zeros {
  private static final int[][] SHORT = new int[513][];

  static {
    for (int length = 0; length < SHORT.length; length++) {
      SHORT[length] = new int[length];
    }
  }

  private Zeros() {}

  static int[] of(int length) {
    return length < SHORT.length ? SHORT[length] : new int[length];
  }
}
