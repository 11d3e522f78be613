// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;

/** Named arrays, in a file or in memory, read one at a time. */
public interface Weights {
  /** {@return the names, in the order of the file} */
  Set<String> names();

  /**
   * {@return the shape of one array}
   *
   * @param name one of {@link #names}
   */
  Shape shape(String name);

  /**
   * {@return how one array is stored}
   *
   * @param name one of {@link #names}
   */
  DType dtype(String name);

  /**
   * {@return the elements in row-major order; 16-bit and 64-bit numbers are converted}
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if there is no such array, or it holds more than 2^31 - 1
   *     elements
   */
  float[] floats(String name);

  /**
   * {@return the elements of an integer array in row-major order}
   *
   * @param name one of {@link #names}
   */
  long[] longs(String name);

  /**
   * Reads all floating-point arrays and makes sure that each element is a number.
   *
   * @param source names the weights in the message, such as their file
   * @throws DataException at the first element that is infinite or not a number; names its array
   */
  default void requireFinite(Object source) {
    for (String name : names()) {
      if (dtype(name).isFloating()) {
        float[] values = floats(name);
        for (int i = 0; i < values.length; i++) {
          if (!Float.isFinite(values[i])) {
            throw new DataException(
                source,
                "weights must be finite, but element %d of '%s' %s is %s; the training that made them diverged or the file is damaged: take an earlier checkpoint"
                    .formatted(i, name, shape(name), values[i]));
          }
        }
      }
    }
  }

  /**
   * Makes sure that an array can be a parameter, which integers cannot: those of a quantized
   * checkpoint mean nothing without their scales.
   *
   * @param name one of {@link #names}
   * @throws IllegalArgumentException if it holds integers; names it
   */
  default void requireFloating(String name) {
    if (!dtype(name).isFloating()) {
      throw new IllegalArgumentException(
          "parameter '%s' must hold floating-point numbers, got %s; take the checkpoint that is not quantized"
              .formatted(name, dtype(name)));
    }
  }

  /**
   * {@return the message for a name that does not exist: says what is similar}
   *
   * @param name the name asked for
   * @param names the names that there are
   */
  static String missing(String name, Set<String> names) {
    String tail = name.substring(name.lastIndexOf('.', Math.max(0, name.lastIndexOf('.') - 1)) + 1);
    var similar = names.stream().filter(other -> other.endsWith(tail)).limit(3).toList();
    return "there is no array '%s' among %d%s"
        .formatted(
            name,
            names.size(),
            similar.isEmpty() ? "" : "; similar: " + String.join(", ", similar));
  }
}
