// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;

/** What an element is, as ONNX numbers it. */
public enum ElementType {
  /** Not said, or one that is not in this list. */
  UNDEFINED(0, 0, null),
  /** Single precision. */
  FLOAT(1, 4, DType.F32),
  /** Unsigned 8-bit integer. */
  UINT8(2, 1, DType.U8),
  /** Signed 8-bit integer. */
  INT8(3, 1, DType.I8),
  /** Unsigned 16-bit integer. */
  UINT16(4, 2, null),
  /** Signed 16-bit integer. */
  INT16(5, 2, null),
  /** Signed 32-bit integer. */
  INT32(6, 4, null),
  /** Signed 64-bit integer. */
  INT64(7, 8, DType.I64),
  /** Text; its elements are kept as they came. */
  STRING(8, 0, null),
  /** True or false. */
  BOOL(9, 1, DType.BOOL),
  /** Half precision. */
  FLOAT16(10, 2, DType.F16),
  /** Double precision. */
  DOUBLE(11, 8, DType.F64),
  /** Unsigned 32-bit integer. */
  UINT32(12, 4, null),
  /** Unsigned 64-bit integer. */
  UINT64(13, 8, null),
  /** Two singles. */
  COMPLEX64(14, 8, null),
  /** Two doubles. */
  COMPLEX128(15, 16, null),
  /** Upper half of a single. */
  BFLOAT16(16, 2, DType.BF16),
  /** 8-bit float, 4 bits of exponent. */
  FLOAT8E4M3FN(17, 1, null),
  /** 8-bit float, 4 bits of exponent, without negative zero. */
  FLOAT8E4M3FNUZ(18, 1, null),
  /** 8-bit float, 5 bits of exponent. */
  FLOAT8E5M2(19, 1, null),
  /** 8-bit float, 5 bits of exponent, without negative zero. */
  FLOAT8E5M2FNUZ(20, 1, null),
  /** Unsigned 4-bit integer, two a byte. */
  UINT4(21, 0, null),
  /** Signed 4-bit integer, two a byte. */
  INT4(22, 0, null);

  private final int code;
  private final int bytes;
  private final @Nullable DType dtype;

  ElementType(int code, int bytes, @Nullable DType dtype) {
    this.code = code;
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /**
   * {@return the type of that number}
   *
   * @param code as in the field {@code data_type}
   */
  static ElementType ofCode(long code) {
    for (var type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return UNDEFINED;
  }

  /**
   * {@return the type that ONNX has for a tensor's}
   *
   * @param dtype a tensor's type
   */
  public static ElementType of(DType dtype) {
    for (var type : values()) {
      if (type.dtype == dtype) {
        return type;
      }
    }
    throw new IllegalArgumentException("ONNX has no type for " + dtype);
  }

  /** {@return its number in ONNX} */
  public int code() {
    return code;
  }

  /** {@return bytes an element takes, 0 where that differs from element to element} */
  public int bytes() {
    return bytes;
  }

  /** {@return whether a tensor can hold it} */
  public boolean hasDtype() {
    return dtype != null;
  }

  /**
   * {@return a tensor's type}
   *
   * @throws IllegalStateException if there is none
   */
  public DType dtype() {
    if (dtype == null) {
      throw new IllegalStateException("elements of type %s cannot be read".formatted(this));
    }
    return dtype;
  }
}
