// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import org.lyceum.folder.Cut;
import org.lyceum.folder.GraphPrecision;

/**
 * How an embedder works. Only {@code truncateDim} and {@code precision} change its vectors.
 *
 * @param threads workers, each with one thread of its own, or {@link #MEASURED}
 * @param tokenBudget the most tokens of a batch, padding included, or {@link #MEASURED}
 * @param truncateDim coordinates that are kept of a vector, or {@link #MODEL_WIDTH}
 * @param precision in which numbers the model computes
 */
public record EmbedderOptions(
    int threads, int tokenBudget, int truncateDim, GraphPrecision precision) {
  /** What this machine was found to like best for this kind of model. */
  public static final int MEASURED = 0;

  /** The width that the model says. */
  public static final int MODEL_WIDTH = Cut.MODEL_WIDTH;

  /** The most threads: each has a stack and batches of its own. */
  public static final int MOST_THREADS = 1024;

  /** Measured workers and budget, the model's own width, single precision. */
  public static final EmbedderOptions DEFAULT =
      new EmbedderOptions(MEASURED, MEASURED, MODEL_WIDTH, GraphPrecision.FLOAT32);

  /** Checks the ranges. */
  public EmbedderOptions {
    if (threads < 0 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to %d, or 0 for the measured number, got %d"
              .formatted(MOST_THREADS, threads));
    }
    if (tokenBudget < 0) {
      throw new IllegalArgumentException(
          "the token budget must be positive, or 0 for the measured one, got " + tokenBudget);
    }
    if (truncateDim < 0) {
      throw new IllegalArgumentException(
          "the width must be positive, or 0 for the model's, got " + truncateDim);
    }
  }

  /** {@return the most workers: one a processor where the number is measured} */
  public int workers() {
    return threads == MEASURED ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * {@return the same with another number of workers}
   *
   * @param threads 1 to 1024
   */
  public EmbedderOptions threads(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to %d, got %d".formatted(MOST_THREADS, threads));
    }
    return new EmbedderOptions(threads, tokenBudget, truncateDim, precision);
  }

  /**
   * {@return the same with a fixed budget}
   *
   * @param tokenBudget tokens, or {@link #MEASURED}
   */
  public EmbedderOptions tokenBudget(int tokenBudget) {
    return new EmbedderOptions(threads, tokenBudget, truncateDim, precision);
  }

  /**
   * {@return the same with vectors cut to a width}
   *
   * @param truncateDim coordinates, or {@link #MODEL_WIDTH}
   */
  public EmbedderOptions truncateDim(int truncateDim) {
    return new EmbedderOptions(threads, tokenBudget, truncateDim, precision);
  }

  /**
   * {@return the same with another precision}
   *
   * @param precision in which numbers the model computes
   */
  public EmbedderOptions precision(GraphPrecision precision) {
    return new EmbedderOptions(threads, tokenBudget, truncateDim, precision);
  }
}
