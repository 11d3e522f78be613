// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * How linear layers compute. It is a setting of the thread that opens it; weights, gradients,
 * normalizations, softmax and residual sums are float32 in both.
 */
public enum Precision {
  /** Everything in the type of its tensors. */
  FLOAT32 {
    @Override
    Tensor linear(TorchTensor x, Tensor weight, @Nullable Tensor bias) {
      return Pieces.linear(x, weight, bias);
    }
  },

  /** Linear layers multiply in bfloat16 and add up in float32. */
  BFLOAT16 {
    @Override
    Tensor linear(TorchTensor x, Tensor weight, @Nullable Tensor bias) {
      return x.dtype() == DType.F32
          ? Pieces.halfLinear(x, weight, bias)
          : Pieces.linear(x, weight, bias);
    }
  };

  private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FLOAT32);

  static Precision current() {
    return CURRENT.get();
  }

  /** {@return a guard: until it is closed, this thread computes so} */
  public Guard open() {
    var before = current();
    CURRENT.set(this);
    return () -> CURRENT.set(before);
  }

  abstract Tensor linear(TorchTensor x, Tensor weight, @Nullable Tensor bias);
}
