// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import org.lyceum.metric.Evidence;

/**
 * By how much the first of two models is better on the same units. Units are drawn for both
 * together, so that what is hard for both does not widen the interval.
 *
 * @param first one model's evidence
 * @param second the other's; the same units at the same indices
 */
public record Difference(Evidence first, Evidence second) implements Evidence {
  /** Checks that there are as many units. */
  public Difference {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "both models must be measured on the same units, got %d and %d"
              .formatted(first.size(), second.size()));
    }
  }

  @Override
  public int size() {
    return first.size();
  }

  @Override
  public double score(int[] units) {
    return first.score(units) - second.score(units);
  }

  @Override
  public boolean canBeRedrawn() {
    return first.canBeRedrawn() && second.canBeRedrawn();
  }
}
