// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.lyceum.tensor.DType;

/** Numbers carried between the Java heap and native memory: always copied, never shared. */
final class Copies {
  private Copies() {}

  static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    dense(tensor, ScalarType.Float, dense -> dense.data_ptr_float().get(values));
    return values;
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.numel())];
    dense(tensor, ScalarType.Double, dense -> dense.data_ptr_double().get(values));
    return values;
  }

  static long[] longs(Tensor tensor) {
    long[] values = new long[Math.toIntExact(tensor.numel())];
    dense(tensor, ScalarType.Long, dense -> dense.data_ptr_long().get(values));
    return values;
  }

  private static void dense(Tensor tensor, ScalarType type, Consumer<Tensor> reader) {
    if (tensor.numel() == 0) {
      return;
    }
    try (var detached = tensor.detach();
        var converted = detached.to(type);
        var dense = converted.contiguous()) {
      reader.accept(dense);
    }
  }

  static Tensor empty(DType dtype, long... sizes) {
    try (var options = Natives.options(dtype)) {
      return torch.torch_empty(sizes, options, Nothing.FORMAT);
    }
  }

  static Tensor of(float[] values, long... sizes) {
    return filled(DType.F32, sizes, tensor -> tensor.data_ptr_float().put(values));
  }

  static Tensor of(double[] values, long... sizes) {
    return filled(DType.F64, sizes, tensor -> tensor.data_ptr_double().put(values));
  }

  static Tensor of(long[] values, long... sizes) {
    return filled(DType.I64, sizes, tensor -> tensor.data_ptr_long().put(values));
  }

  static Tensor of(boolean[] values, long... sizes) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return filled(DType.BOOL, sizes, tensor -> new BytePointer(tensor.data_ptr_bool()).put(bytes));
  }

  private static Tensor filled(DType dtype, long[] sizes, Consumer<Tensor> writer) {
    var tensor = empty(dtype, sizes);
    try {
      if (tensor.numel() > 0) {
        writer.accept(tensor);
      }
      return tensor;
    } catch (RuntimeException | Error e) {
      tensor.deallocate();
      throw e;
    }
  }
}
