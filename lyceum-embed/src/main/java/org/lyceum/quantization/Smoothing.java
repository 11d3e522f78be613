// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

/**
 * Factors that even out the channels of a product's input: the input is divided by them and the
 * rows of the matrix are multiplied, which changes no result but leaves 8 bits less to lose.
 *
 * @see <a href="https://arxiv.org/abs/2211.10438">Xiao et al. 2023</a>, eq. 4
 */
final class Smoothing {
  /** How much of a channel's range goes into the weights; the rest stays in the activations. */
  private static final double SHARE = 0.65;

  private static final float TINY = 1e-5f;

  private Smoothing() {}

  /**
   * The factor of each channel: {@code |x|^0.65 / |w|^0.35}, with a geometric mean of 1.
   *
   * @param inputs the largest magnitude of each channel of the input, {@code (K)}
   * @param weights the largest magnitude of each row of the matrices, {@code (K)}
   */
  static float[] factors(float[] inputs, float[] weights) {
    double[] logs = new double[inputs.length];
    double sum = 0;
    for (int i = 0; i < logs.length; i++) {
      logs[i] =
          SHARE * Math.log(Math.max(inputs[i], TINY))
              - (1 - SHARE) * Math.log(Math.max(weights[i], TINY));
      sum += logs[i];
    }
    float[] factors = new float[logs.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) Math.exp(logs[i] - sum / logs.length);
    }
    return factors;
  }
}
