// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

/** The largest difference of several arrays from their reference. */
final class Widest {
  private double largest;
  private double scale = 1;

  void add(float[] found, float[] wanted) {
    largest = Math.max(largest, Reference.difference(found, wanted, new long[0]));
    scale = Math.max(scale, Reference.largest(wanted));
  }

  Difference difference(String name, String runtime) {
    return new Difference(name, runtime, largest, 1e-5 * scale);
  }
}
