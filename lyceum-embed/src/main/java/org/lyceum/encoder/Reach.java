// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * How far a token sees within its text.
 *
 * @param causal whether it sees nothing behind itself
 * @param distance how many positions away it sees; {@link #ALL} for no bound
 */
public record Reach(boolean causal, int distance) {
  /** No bound. */
  public static final int ALL = Integer.MAX_VALUE;

  /** A token sees its whole text. */
  public static final Reach FULL = new Reach(false, ALL);

  /** A token sees itself and what stands before it. */
  public static final Reach CAUSAL = new Reach(true, ALL);

  /** Checks the distance. */
  public Reach {
    if (distance < 0) {
      throw new IllegalArgumentException("distance must be at least 0, got " + distance);
    }
  }

  /** What is added to scores, (T, T), or null where a token sees all. */
  @Nullable Tensor bias(View view, Tensor heads) {
    return causal || distance != ALL ? view.once(this, () -> closed(view, heads)) : null;
  }

  private Tensor closed(View view, Tensor heads) {
    Tensor away = view.distances(heads);
    Tensor open = away.cast(heads.dtype()).mul(0);
    Tensor near = distance == ALL ? open : open.maskedFill(away.abs().gt(distance), View.CLOSED);
    return causal ? near.maskedFill(away.gt(0), View.CLOSED) : near;
  }
}
