// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * Layer normalization over the last dimension.
 *
 * @param weight {@code (D)}
 * @param bias {@code (D)}, or null
 * @param eps added to the variance
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba et al. 2016</a>
 */
public record LayerNorm(Tensor weight, @Nullable Tensor bias, double eps) implements Norm {
  /**
   * {@return the layer whose parameters are {@code weight} and {@code bias}}
   *
   * @param parameters where they are
   * @param width {@code D}
   * @param eps added to the variance
   */
  public static LayerNorm load(Parameters parameters, long width, double eps) {
    return new LayerNorm(parameters.get("weight", width), parameters.get("bias", width), eps);
  }

  /**
   * {@return the layer whose only parameter is {@code weight}; a {@code bias} beside it is not
   * used}
   *
   * @param parameters where it is
   * @param width {@code D}
   * @param eps added to the variance
   */
  public static LayerNorm unbiased(Parameters parameters, long width, double eps) {
    return new LayerNorm(parameters.get("weight", width), null, eps);
  }

  @Override
  public Tensor apply(Tensor x) {
    return x.layerNorm(weight, bias, eps);
  }
}
