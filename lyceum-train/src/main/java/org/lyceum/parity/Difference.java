// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

/**
 * How far one array is from the reference.
 *
 * @param tensor its name in the reference, {@code <case>.<tensor>}
 * @param runtime what computed it: {@code torch} or {@code onnx}
 * @param largest the largest absolute difference of an element; infinite where one is not a number
 * @param tolerance the largest that is allowed
 */
public record Difference(String tensor, String runtime, double largest, double tolerance) {
  /** {@return whether it is allowed} */
  public boolean isWithin() {
    return largest <= tolerance;
  }
}
