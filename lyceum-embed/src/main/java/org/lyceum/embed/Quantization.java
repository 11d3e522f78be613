// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;

/**
 * Vectors in fewer bits, as sentence-transformers writes them.
 *
 * <p>8-bit precisions give each dimension 256 steps between its smallest and its largest value; a
 * value outside is clipped. Binary ones keep the sign: a bit is 1 where the value is above 0, the
 * first dimension is the highest bit of the first byte, and the last byte is filled with zeros.
 *
 * @see <a href="https://huggingface.co/blog/embedding-quantization">Embedding quantization</a>
 */
public enum Quantization {
  /** Steps from -128 to 127. */
  INT8,
  /** Steps from 0 to 255. */
  UINT8,
  /** Eight signs a byte, minus 128. */
  BINARY,
  /** Eight signs a byte. */
  UBINARY;

  private static final int STEPS = 255;

  /**
   * The range of each dimension.
   *
   * @param low smallest values, {@code (D)}
   * @param high largest values, {@code (D)}
   */
  @SuppressWarnings("ArrayRecordComponent") // read-only by convention
  public record Ranges(float[] low, float[] high) {
    /** Checks the bounds. */
    public Ranges {
      if (low.length != high.length) {
        throw new IllegalArgumentException(
            "there must be as many lower as upper bounds, got %d and %d"
                .formatted(low.length, high.length));
      }
      for (int i = 0; i < low.length; i++) {
        if (!(low[i] <= high[i]) || Float.isInfinite(high[i] - low[i])) {
          throw new IllegalArgumentException(
              "dimension %d must have finite bounds low <= high, got %s and %s"
                  .formatted(i, low[i], high[i]));
        }
      }
    }

    /**
     * {@return the ranges that vectors span}
     *
     * @param vectors at least one, all of one width; some hundreds of typical ones
     */
    public static Ranges of(List<float[]> vectors) {
      if (vectors.isEmpty()) {
        throw new IllegalArgumentException(
            "ranges need at least one vector, got none; give some hundred typical texts");
      }
      float[] low = vectors.getFirst().clone();
      float[] high = low.clone();
      for (float[] vector : vectors) {
        requireWidth(vector, low.length);
        for (int i = 0; i < low.length; i++) {
          low[i] = Math.min(low[i], vector[i]);
          high[i] = Math.max(high[i], vector[i]);
        }
      }
      return new Ranges(low, high);
    }
  }

  /** {@return whether {@link Ranges} are needed} */
  public boolean needsRanges() {
    return this == INT8 || this == UINT8;
  }

  /** {@return whether a byte is to be read as a number from 0 to 255} */
  public boolean isUnsigned() {
    return this == UINT8 || this == UBINARY;
  }

  /**
   * {@return bytes of a quantized vector}
   *
   * @param width the vector's width
   */
  public int bytes(int width) {
    return needsRanges() ? width : (width + 7) / 8;
  }

  /**
   * {@return a vector in 8 bits a dimension}
   *
   * @param vector {@code (D)}
   * @param ranges of {@code D} dimensions
   * @throws IllegalStateException if this precision keeps signs only
   */
  public byte[] quantize(float[] vector, Ranges ranges) {
    if (!needsRanges()) {
      throw new IllegalStateException(this + " takes no ranges; call quantize(vector)");
    }
    requireWidth(vector, ranges.low.length);
    byte[] steps = new byte[vector.length];
    int offset = this == INT8 ? 128 : 0;
    for (int i = 0; i < steps.length; i++) {
      float step = (ranges.high[i] - ranges.low[i]) / STEPS;
      double position = Math.floor((vector[i] - ranges.low[i]) / (step > 0 ? step : 1));
      steps[i] = (byte) ((int) Math.clamp(position, 0, STEPS) - offset);
    }
    return steps;
  }

  /**
   * {@return the signs of a vector}
   *
   * @param vector {@code (D)}
   * @throws IllegalStateException if this precision needs ranges
   */
  public byte[] quantize(float[] vector) {
    if (needsRanges()) {
      throw new IllegalStateException(this + " needs ranges; call quantize(vector, ranges)");
    }
    byte[] bits = new byte[bytes(vector.length)];
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] > 0) {
        bits[i >> 3] |= (byte) (0x80 >> (i & 7));
      }
    }
    if (this == BINARY) {
      for (int i = 0; i < bits.length; i++) {
        bits[i] = (byte) (bits[i] ^ 0x80); // minus 128
      }
    }
    return bits;
  }

  private static void requireWidth(float[] vector, int width) {
    if (vector.length != width) {
      throw new IllegalArgumentException(
          "all vectors must have width %d, got one of %d".formatted(width, vector.length));
    }
  }
}
