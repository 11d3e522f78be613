// SPDX-License-Identifier: Apache-2.0
package org.lyceum.pooling;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/** The arithmetic of poolings; states (B, T, D), masks (B, T) or null for all. */
final class Pools {
  private static final double LEAST = 1e-9;

  private Pools() {}

  static Tensor mean(Tensor states, @Nullable Tensor mask) {
    return mask == null ? states.mean(1, false) : sum(states, mask).div(count(states, mask));
  }

  static Tensor meanSqrtLength(Tensor states, @Nullable Tensor mask) {
    Tensor counted = mask == null ? ones(states) : mask;
    return sum(states, counted).div(count(states, counted).sqrt());
  }

  static Tensor max(Tensor states, @Nullable Tensor mask) {
    return mask == null
        ? states.max(1, false)
        : states.maskedFill(mask.eq(0).unsqueeze(-1), -1e9).max(1, false);
  }

  static Tensor weightedMean(Tensor states, @Nullable Tensor mask, @Nullable Tensor counted) {
    Tensor real = (mask == null ? ones(states) : mask).cast(states.dtype());
    Tensor positions = real.cumsum(1);
    Tensor weights = counted == null ? positions : positions.mul(counted.cast(states.dtype()));
    return sum(states, weights).div(count(states, weights));
  }

  private static Tensor sum(Tensor states, Tensor weights) {
    return states.mul(weights.cast(states.dtype()).unsqueeze(-1)).sum(1, false);
  }

  /** The sum of the weights, (B, 1), never 0. */
  private static Tensor count(Tensor states, Tensor weights) {
    return weights.cast(states.dtype()).sum(1, true).clampMin(LEAST);
  }

  /** (B, T) ones, whatever B and T are. */
  private static Tensor ones(Tensor states) {
    return states.select(-1, 0).detach().mul(0).add(1);
  }
}
