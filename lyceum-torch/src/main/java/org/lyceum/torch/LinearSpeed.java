// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import org.lyceum.tensor.DType;

/** How fast a linear layer goes forward and backward on this machine. */
final class LinearSpeed {
  private static final long ROWS = 256;
  private static final long IN = 384;
  private static final long OUT = 1536;
  private static final double OPERATIONS = 3 * 2.0 * ROWS * IN * OUT;
  private static final long BUDGET = 300_000_000; // nanoseconds

  private LinearSpeed() {}

  /** {@return GFLOP/s of the best run} */
  static double measure(Precision precision) {
    try (var scope = Scope.open("linear speed");
        var guard = precision.open()) {
      var x = (TorchTensor) Torch.requireGradient(Torch.full(0.5, DType.F32, ROWS, IN));
      var weight = (TorchTensor) Torch.requireGradient(Torch.full(0.5, DType.F32, OUT, IN));
      long start = System.nanoTime();
      long best = Long.MAX_VALUE;
      while (best == Long.MAX_VALUE || System.nanoTime() - start < BUDGET) {
        best = Math.min(best, run(x, weight));
      }
      return OPERATIONS / best;
    }
  }

  private static long run(TorchTensor x, TorchTensor weight) {
    try (var run = Scope.open("run")) {
      long start = System.nanoTime();
      Torch.backward(x.linear(weight, null).sum());
      long time = System.nanoTime() - start;
      x.raw().mutable_grad().reset();
      weight.raw().mutable_grad().reset();
      return time;
    }
  }
}
