// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.HashSet;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lyceum.tensor.Tensor;

/** Looks for what quietly ruins a run: collapse, and the same text many times. */
final class Monitor {
  /** Mean cosine between different texts of a batch above which a model tells nothing apart. */
  private static final double COLLAPSED = 0.98;

  /** Share of rows with a text seen before above which duplicates are worth a warning. */
  private static final double DUPLICATED = 0.05;

  /** Share of texts that were cut above which that is worth a warning. */
  private static final double CUT = 0.05;

  private boolean warnedOfCollapse;

  private Monitor() {}

  static Monitor start() {
    return new Monitor();
  }

  /**
   * {@return the mean cosine between different rows, {@code (|sum_i u_i|^2 - B) / (B (B - 1))} of
   * unit vectors; 0 for a single row}
   *
   * @param embeddings {@code (B, D)}
   */
  static double meanCosine(Tensor embeddings) {
    long rows = embeddings.shape().size(0);
    if (rows < 2) {
      return 0;
    }
    double sum = embeddings.detach().normalize().sum(0, false).pow(2).sum().item();
    return (sum - rows) / (rows * (rows - 1.0));
  }

  /** The warning that a batch deserves, once a run. */
  Optional<String> collapse(double cosine, int step) {
    if (warnedOfCollapse || cosine < COLLAPSED) {
      return Optional.empty();
    }
    warnedOfCollapse = true;
    return Optional.of(
        ("the model collapses: at step %d different texts have a mean cosine of %.3f; lower the"
                + " learning rate, raise the temperature or check the data")
            .formatted(step, cosine));
  }

  /** The warning that the data deserve. */
  static Optional<String> duplicates(Examples examples) {
    var seen = new HashSet<Long>();
    int again = 0;
    for (int row = 0; row < examples.size(); row++) {
      if (!seen.add(examples.identity(row, 0))) {
        again++;
      }
    }
    return again <= DUPLICATED * examples.size()
        ? Optional.empty()
        : Optional.of(
            "%d of %d rows begin with a text that another row has; remove duplicates before training"
                .formatted(again, examples.size()));
  }

  /** The warning that texts deserve of which the model sees only the beginning. */
  static Optional<String> cut(Examples examples) {
    long cut =
        IntStream.range(0, examples.size())
            .filter(
                row ->
                    IntStream.range(0, examples.columns())
                        .anyMatch(column -> examples.tokens(row, column).truncated()))
            .count();
    return cut <= CUT * examples.size()
        ? Optional.empty()
        : Optional.of(
            "%d of %d rows have a text that is longer than the model takes; only its beginning is learned from, split it"
                .formatted(cut, examples.size()));
  }
}
