// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;

/**
 * How a safetensors file stores an element. Integers that no tensor has are read as {@link
 * DType#I64}.
 */
enum Stored {
  F64(DType.F64, 8),
  F32(DType.F32, 4),
  F16(DType.F16, 2),
  BF16(DType.BF16, 2),
  I64(DType.I64, 8),
  I32(DType.I64, 4),
  I16(DType.I64, 2),
  I8(DType.I8, 1),
  U32(DType.I64, 4),
  U16(DType.I64, 2),
  U8(DType.U8, 1),
  BOOL(DType.BOOL, 1);

  private final DType dtype;
  private final int bytes;

  Stored(DType dtype, int bytes) {
    this.dtype = dtype;
    this.bytes = bytes;
  }

  /** {@return the type of that name in a header, or null} */
  static @Nullable Stored of(String name) {
    for (var stored : values()) {
      if (stored.name().equals(name)) {
        return stored;
      }
    }
    return null;
  }

  DType dtype() {
    return dtype;
  }

  int bytes() {
    return bytes;
  }

  /** {@return whether an element is stored in fewer bytes than a tensor's} */
  boolean isWidened() {
    return bytes != dtype.bytes();
  }

  void floats(ByteBuffer elements, float[] target, int at) {
    if (isWidened()) {
      var longs = new long[elements.remaining() / bytes];
      longs(elements, longs, 0);
      for (int i = 0; i < longs.length; i++) {
        target[at + i] = (float) longs[i];
      }
    } else {
      Elements.floats(elements, dtype, target, at);
    }
  }

  void longs(ByteBuffer elements, long[] target, int at) {
    if (isWidened()) {
      var from = elements.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      for (int i = at; from.hasRemaining(); i++) {
        target[i] = next(from);
      }
    } else {
      Elements.longs(elements, dtype, target, at);
    }
  }

  private long next(ByteBuffer from) {
    return switch (this) {
      case I32 -> from.getInt();
      case U32 -> Integer.toUnsignedLong(from.getInt());
      case I16 -> from.getShort();
      default -> Short.toUnsignedLong(from.getShort());
    };
  }
}
