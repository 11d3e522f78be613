// SPDX-License-Identifier: Apache-2.0
package org.lyceum.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lyceum.tensor.DType;

/** Elements as weight files hold them, little-endian, turned into Java numbers and back. */
public final class Elements {
  private Elements() {}

  /**
   * Converts the remaining bytes to floats.
   *
   * @param bytes whole elements; neither its position nor its order changes
   * @param dtype what an element is
   * @param target where they go
   * @param at index of the first
   */
  public static void floats(ByteBuffer bytes, DType dtype, float[] target, int at) {
    var from = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int count = from.remaining() / dtype.bytes();
    if (dtype == DType.F32) {
      from.asFloatBuffer().get(target, at, count);
      return;
    }
    int start = from.position();
    for (int i = 0; i < count; i++) {
      target[at + i] = floatAt(from, dtype, start + i * dtype.bytes());
    }
  }

  /**
   * Converts the remaining bytes to longs; fractions are dropped.
   *
   * @param bytes whole elements; neither its position nor its order changes
   * @param dtype what an element is
   * @param target where they go
   * @param at index of the first
   */
  public static void longs(ByteBuffer bytes, DType dtype, long[] target, int at) {
    var from = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int start = from.position();
    int count = from.remaining() / dtype.bytes();
    for (int i = 0; i < count; i++) {
      int byteAt = start + i * dtype.bytes();
      target[at + i] =
          dtype.isFloating() ? (long) doubleAt(from, dtype, byteAt) : longAt(from, dtype, byteAt);
    }
  }

  /**
   * Appends floats as elements of a type, rounded to nearest even where it is narrower.
   *
   * @param values the numbers
   * @param from index of the first
   * @param count how many
   * @param dtype the type
   * @param target little-endian, with room for them
   */
  static void put(float[] values, int from, int count, DType dtype, ByteBuffer target) {
    for (int i = from; i < from + count; i++) {
      float value = values[i];
      switch (dtype) {
        case F64 -> target.putDouble(value);
        case F32 -> target.putFloat(value);
        case F16 -> target.putShort(Float.floatToFloat16(value));
        case BF16 -> target.putShort(bfloat16(value));
        default -> throw new IllegalArgumentException("%s holds no fractions".formatted(dtype));
      }
    }
  }

  /**
   * Appends integers as elements of a type.
   *
   * @param values the numbers, within the range of the type
   * @param from index of the first
   * @param count how many
   * @param dtype the type
   * @param target little-endian, with room for them
   */
  static void put(long[] values, int from, int count, DType dtype, ByteBuffer target) {
    for (int i = from; i < from + count; i++) {
      switch (dtype) {
        case I64 -> target.putLong(values[i]);
        case I8, U8 -> target.put((byte) values[i]);
        case BOOL -> target.put((byte) (values[i] == 0 ? 0 : 1));
        default -> throw new IllegalArgumentException("%s is not an integer".formatted(dtype));
      }
    }
  }

  private static float floatAt(ByteBuffer bytes, DType dtype, int at) {
    return dtype == DType.F64 ? (float) bytes.getDouble(at) : (float) doubleAt(bytes, dtype, at);
  }

  private static double doubleAt(ByteBuffer bytes, DType dtype, int at) {
    return switch (dtype) {
      case F64 -> bytes.getDouble(at);
      case F32 -> bytes.getFloat(at);
      case F16 -> Float.float16ToFloat(bytes.getShort(at));
      case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      default -> longAt(bytes, dtype, at);
    };
  }

  private static long longAt(ByteBuffer bytes, DType dtype, int at) {
    return switch (dtype) {
      case I64 -> bytes.getLong(at);
      case I8 -> bytes.get(at);
      case U8, BOOL -> Byte.toUnsignedLong(bytes.get(at));
      default -> throw new IllegalArgumentException("%s is not an integer".formatted(dtype));
    };
  }

  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short)
          ((bits >>> 16) | 0x40); // quiet, so that dropping low bits cannot make it infinite
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
