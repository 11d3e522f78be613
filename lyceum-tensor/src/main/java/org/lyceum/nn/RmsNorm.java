// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import org.lyceum.tensor.Tensor;

/**
 * Each vector of the last dimension divided by its root mean square, times a weight.
 *
 * @param weight {@code (D)}
 * @param shift added to the weight: 1 in Gemma, else 0
 * @param eps added to the mean of squares
 * @see <a href="https://arxiv.org/abs/1910.07467">Zhang and Sennrich 2019</a>, eq. 4
 */
public record RmsNorm(Tensor weight, double shift, double eps) implements Norm {
  /**
   * {@return the layer whose parameter is {@code weight}}
   *
   * @param parameters where it is
   * @param width {@code D}
   * @param eps added to the mean of squares
   */
  public static RmsNorm load(Parameters parameters, long width, double eps) {
    return new RmsNorm(parameters.get("weight", width), 0, eps);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor scaled = x.div(x.pow(2).mean(-1, true).add(eps).sqrt());
    return scaled.mul(shift == 0 ? weight : weight.add(shift));
  }
}
