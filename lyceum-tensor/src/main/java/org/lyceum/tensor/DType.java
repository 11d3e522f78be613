// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

/** What one element of a tensor is. */
public enum DType {
  /** IEEE double precision. */
  F64(8),
  /** IEEE single precision. */
  F32(4),
  /** IEEE half precision; storage only. */
  F16(2),
  /** The upper half of an {@link #F32}. */
  BF16(2),
  /** Signed 64-bit integer: token ids, positions, masks. */
  I64(8),
  /** Signed 8-bit integer: quantized weights. */
  I8(1),
  /** Unsigned 8-bit integer: quantized activations. */
  U8(1),
  /** True or false, one byte each. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** {@return bytes an element takes} */
  public int bytes() {
    return bytes;
  }

  /** {@return whether elements are floating-point numbers} */
  public boolean isFloating() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /**
   * {@return the narrowest type that holds every number of both: single precision of the two that
   * take two bytes, since neither holds the other}
   *
   * @param other floating-point as this one
   */
  public DType holding(DType other) {
    if (!isFloating() || !other.isFloating()) {
      throw new IllegalArgumentException(
          "both must be floating-point types, got %s and %s".formatted(this, other));
    }
    return meeting(other);
  }

  /**
   * {@return the type in which elements of two types meet, as in PyTorch: floating-point rather
   * than integers rather than truth values, and of two of a kind the one that holds the numbers of
   * both}
   *
   * @param other the other type
   * @throws IllegalArgumentException for signed and unsigned 8-bit integers, which meet in 16 bits,
   *     which no tensor has
   */
  public DType meeting(DType other) {
    if (this == other) {
      return this;
    }
    if (kind() != other.kind()) {
      return kind() > other.kind() ? this : other;
    }
    if (bytes == other.bytes) {
      if (isFloating()) {
        return F32;
      }
      throw new IllegalArgumentException(
          "%s and %s meet in 16-bit integers, which there are not; cast one"
              .formatted(this, other));
    }
    return bytes > other.bytes ? this : other;
  }

  private int kind() {
    return isFloating() ? 2 : this == BOOL ? 0 : 1;
  }
}
