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
   * {@return the layer whose parameters are {@code weight} and, where it exists, {@code bias}}
   *
   * @param parameters where they are
   * @param in width of the input
   * @param out width of the output
   */
  public static Linear load(Parameters parameters, long in, long out) {
    return new Linear(
        parameters.get("weight", out, in),
        parameters.has("bias") ? parameters.get("bias", out) : null);
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
