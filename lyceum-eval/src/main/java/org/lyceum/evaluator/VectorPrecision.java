// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lyceum.embed.Quantization;

/**
 * In what precision vectors are compared. All but {@link #AS_THEY_ARE} make them of length 1 first,
 * as sentence-transformers does where a precision is named.
 */
public enum VectorPrecision {
  /** The vectors as they come, of any length. */
  AS_THEY_ARE,
  /** Length 1. */
  FLOAT32,
  /**
   * Length 1, then 256 steps from -128 to 127 over the range that the vectors of both lists span.
   */
  INT8,
  /** Length 1, then 256 steps from 0 to 255 over the range that the vectors of both lists span. */
  UINT8,
  /** A coordinate is 1 where it is above 0, else 0. */
  BINARY,
  /** The same as {@link #BINARY}: only the bytes that the bits are packed into differ. */
  UBINARY;

  /** Both lists in this precision; ranges are those of all vectors of either. */
  List<List<float[]>> of(List<float[]> first, List<float[]> second) {
    if (this == AS_THEY_ARE) {
      return List.of(first, second);
    }
    var one = first.stream().map(Comparisons::unit).toList();
    var other = second.stream().map(Comparisons::unit).toList();
    return switch (this) {
      case AS_THEY_ARE, FLOAT32 -> List.of(one, other);
      case INT8 -> steps(Quantization.INT8, one, other);
      case UINT8 -> steps(Quantization.UINT8, one, other);
      case BINARY, UBINARY ->
          List.of(each(one, VectorPrecision::bits), each(other, VectorPrecision::bits));
    };
  }

  private static List<List<float[]>> steps(
      Quantization quantization, List<float[]> first, List<float[]> second) {
    var ranges = Quantization.Ranges.of(Stream.concat(first.stream(), second.stream()).toList());
    UnaryOperator<float[]> steps =
        vector -> numbers(quantization, quantization.quantize(vector, ranges));
    return List.of(each(first, steps), each(second, steps));
  }

  private static List<float[]> each(List<float[]> vectors, UnaryOperator<float[]> change) {
    return vectors.stream().map(change).toList();
  }

  private static float[] numbers(Quantization quantization, byte[] steps) {
    float[] numbers = new float[steps.length];
    for (int i = 0; i < steps.length; i++) {
      numbers[i] = quantization.isUnsigned() ? Byte.toUnsignedInt(steps[i]) : steps[i];
    }
    return numbers;
  }

  private static float[] bits(float[] vector) {
    byte[] packed = Quantization.UBINARY.quantize(vector);
    float[] bits = new float[packed.length * Byte.SIZE]; // the last byte is filled with zeros
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (packed[i >> 3] >> (7 - (i & 7))) & 1;
    }
    return bits;
  }
}
