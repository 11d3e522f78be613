// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

/**
 * A matrix in 8 bits with one scale a column.
 *
 * <p>The bytes are unsigned, because processors without VNNI multiply unsigned by signed ones with
 * sums of 16 bits, which saturate; unsigned by unsigned is exact on all.
 *
 * @param values {@code (K, N)}, unsigned, {@link #ZERO} standing for 0, 1 to 255
 * @param scales {@code (N)}: a value less zero, times its column's scale, is the weight
 */
record QuantizedMatrix(byte[] values, float[] scales) {
  /** The value that stands for 0. */
  static final int ZERO = 128;

  private static final int STEPS = 127;
  private static final float TINY = 1e-12f;

  /**
   * Rounds a matrix.
   *
   * @param weights {@code (K, N)}
   * @param columns {@code N}
   * @param factors what each row is multiplied by before, {@code (K)}
   */
  static QuantizedMatrix of(float[] weights, int columns, float[] factors) {
    float[] scales = new float[columns];
    for (int i = 0; i < weights.length; i++) {
      float magnitude = Math.abs(weights[i] * factors[i / columns]);
      scales[i % columns] = Math.max(scales[i % columns], magnitude);
    }
    for (int column = 0; column < columns; column++) {
      scales[column] = Math.max(scales[column], TINY) / STEPS;
    }
    byte[] values = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      float steps = weights[i] * factors[i / columns] / scales[i % columns];
      values[i] = (byte) (ZERO + Math.clamp(Math.round(steps), -STEPS, STEPS));
    }
    return new QuantizedMatrix(values, scales);
  }
}
