// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;

/**
 * A view of weights whose fractions are rounded to another type, to the nearest, ties to even. What
 * is too large for float16 is an error.
 */
public final class NarrowedWeights implements Weights {
  private final Weights weights;
  private final DType dtype;

  /**
   * A view.
   *
   * @param weights the arrays
   * @param dtype F32, F16 or BF16
   */
  public NarrowedWeights(Weights weights, DType dtype) {
    if (dtype != DType.F32 && dtype != DType.F16 && dtype != DType.BF16) {
      throw new IllegalArgumentException(
          "weights can be held as F32, F16 or BF16, got %s".formatted(dtype));
    }
    this.weights = weights;
    this.dtype = dtype;
  }

  @Override
  public Set<String> names() {
    return weights.names();
  }

  @Override
  public Shape shape(String name) {
    return weights.shape(name);
  }

  @Override
  public DType dtype(String name) {
    return weights.dtype(name).isFloating() ? dtype : weights.dtype(name);
  }

  @Override
  public float[] floats(String name) {
    float[] values = weights.floats(name);
    if (dtype == DType.F32 || !weights.dtype(name).isFloating()) {
      return values;
    }
    var bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, dtype.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    Elements.put(values, 0, values.length, dtype, bytes);
    float[] rounded = new float[values.length];
    Elements.floats(bytes.flip(), dtype, rounded, 0);
    for (int i = 0; i < rounded.length; i++) {
      if (Float.isInfinite(rounded[i]) && Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "'%s' has %s, which %s does not hold; take BF16 or F32"
                .formatted(name, values[i], dtype));
      }
    }
    return rounded;
  }

  @Override
  public long[] longs(String name) {
    return weights.longs(name);
  }
}
