// SPDX-License-Identifier: Apache-2.0
package org.lyceum.nn;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * {@code y = x W^T + b}.
 *
 * @param weight {@code W}, {@code (out, in)}
 * @param bias {@code b}, {@code (out)}, or null
 */
public record Linear(Tensor weight, @Nullable Tensor bias) {
  /**
   * {@return the layer whose parameters are {@code weight} and {@code bias}}
   *
   * @param parameters where they are
   * @param in width of the input
   * @param out width of the output
   */
  public static Linear load(Parameters parameters, long in, long out) {
    return new Linear(parameters.get("weight", out, in), parameters.get("bias", out));
  }

  /**
   * {@return the layer whose only parameter is {@code weight}; a {@code bias} beside it is not
   * used}
   *
   * @param parameters where it is
   * @param in width of the input
   * @param out width of the output
   */
  public static Linear unbiased(Parameters parameters, long in, long out) {
    return new Linear(parameters.get("weight", out, in), null);
  }

  /**
   * {@return the layer of a model that says whether it has biases: whether a file holds one is no
   * answer, as it may be the one that is missing}
   *
   * @param parameters where they are
   * @param in width of the input
   * @param out width of the output
   * @param biased whether there is a {@code bias}
   */
  public static Linear load(Parameters parameters, long in, long out, boolean biased) {
    return biased ? load(parameters, in, out) : unbiased(parameters, in, out);
  }

  /**
   * {@return the layer's output, {@code (..., out)}}
   *
   * @param x {@code (..., in)}
   */
  public Tensor apply(Tensor x) {
    return x.linear(weight, bias);
  }
}
