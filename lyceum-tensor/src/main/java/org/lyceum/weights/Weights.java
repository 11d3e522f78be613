// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.util.Set;
import org.lyceum.tensor.DType;
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
}
