// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and how long.
 *
 * @param texts a folder with {@code short.txt}, {@code mixed.txt} and {@code long.txt}, or null for
 *     texts from WordNet
 * @param runners one or more
 * @param sets one or more
 * @param effort how long
 */
public record BenchOptions(
    @Nullable Path texts, Set<BenchRunner> runners, Set<SetName> sets, Effort effort) {
  /**
   * How long is measured.
   *
   * @param seconds processor time that a runner gets at least for a set in each round, once it has
   *     embedded the set completely
   * @param rounds how often all runners have their turn
   * @param threads workers of Lyceum
   */
  public record Effort(double seconds, int rounds, int threads) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Effort {
      if (!(seconds > 0 && Double.isFinite(seconds))) {
        throw new IllegalArgumentException("seconds must be positive, got " + seconds);
      }
      if (rounds < 1 || threads < 1) {
        throw new IllegalArgumentException(
            "rounds and threads must be 1 or more, got %d and %d".formatted(rounds, threads));
      }
    }
  }

  /** Copies the sets. */
  public BenchOptions {
    runners = Set.copyOf(runners);
    sets = Set.copyOf(sets);
  }
}
