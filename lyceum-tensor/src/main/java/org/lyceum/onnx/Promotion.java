// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.List;
import org.lyceum.tensor.DType;

/** The type in which two tensors of different types meet, as in PyTorch. */
final class Promotion {
  private static final List<DType> NARROW_TO_WIDE =
      List.of(
          DType.BOOL, DType.U8, DType.I8, DType.I64, DType.F16, DType.BF16, DType.F32, DType.F64);

  private Promotion() {}

  static DType of(DType a, DType b) {
    return NARROW_TO_WIDE.get(Math.max(NARROW_TO_WIDE.indexOf(a), NARROW_TO_WIDE.indexOf(b)));
  }
}
