// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

/**
 * How far one array is from the reference.
 *
 * @param tensor its name in the reference, {@code <case>.<tensor>}
 * @param runtime what computed it: {@code torch} or {@code onnx}, or {@code text} for the
 *     tokenizer; empty where nothing did
 * @param largest the largest absolute difference of an element; infinite where one is not a number;
 *     of a tokenizer the number of cases that differ
 * @param tolerance the largest that is allowed
 * @param detail where the first difference is and what was wanted and found; empty where there is
 *     nothing to say
 */
public record Difference(
    String tensor, String runtime, double largest, double tolerance, String detail) {
  /**
   * A difference that its size tells.
   *
   * @param tensor its name in the reference
   * @param runtime what computed it
   * @param largest the largest absolute difference of an element
   * @param tolerance the largest that is allowed
   */
  public Difference(String tensor, String runtime, double largest, double tolerance) {
    this(tensor, runtime, largest, tolerance, "");
  }

  /**
   * {@return an array of the reference that the model does not give, so that it holds nothing}
   *
   * @param tensor its name in the reference
   */
  static Difference notCompared(String tensor) {
    return new Difference(
        tensor, "", Double.POSITIVE_INFINITY, 0, "the model gives no array of this name");
  }

  /** {@return whether the model gives the array; where it does not, the difference is infinite} */
  public boolean isCompared() {
    return !runtime.isEmpty();
  }

  /** {@return whether it is allowed} */
  public boolean isWithin() {
    return largest <= tolerance;
  }
}
