// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Locale;
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

  /**
   * What {@link #auto} found.
   *
   * @param precision the faster one
   * @param reason a sentence with the figures
   */
  public record Choice(Precision precision, String reason) {}

  /**
   * {@return a number of rows, of whose multiples products are best: the library makes a program
   * for each number of rows in bfloat16, and keeps a thousand of them, of megabytes each}
   */
  public int rows() {
    return this == BFLOAT16 ? 64 : 1;
  }

  private static final double WORTH = 1.3; // less is not worth the rounding
  private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FLOAT32);

  /** {@return how this thread computes} */
  public static Precision current() {
    return CURRENT.get();
  }

  /** {@return a guard: until it is closed, this thread computes so} */
  public Guard open() {
    var before = current();
    CURRENT.set(this);
    return () -> CURRENT.set(before);
  }

  /**
   * {@return the precision that suits this machine, found by a measurement of less than a second}
   *
   * <p>A linear layer from 384 to 1536 runs forward and backward on 256 rows, in both, with the
   * number of threads that is set.
   */
  public static Choice auto() {
    double single = LinearSpeed.measure(FLOAT32);
    double half = LinearSpeed.measure(BFLOAT16);
    var faster = half >= WORTH * single ? BFLOAT16 : FLOAT32;
    return new Choice(
        faster,
        String.format(
            Locale.ROOT,
            "%s: linear layers run at %.0f GFLOP/s in bfloat16 and %.0f in float32, %.1f times;"
                + " %.1f are wanted",
            faster.name().toLowerCase(Locale.ROOT),
            half,
            single,
            half / single,
            WORTH));
  }

  abstract Tensor linear(TorchTensor x, Tensor weight, @Nullable Tensor bias);
}
