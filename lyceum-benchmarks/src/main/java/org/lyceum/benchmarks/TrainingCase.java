// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.torch.Precision;

/**
 * One way to train, on one set of pairs.
 *
 * @param precision of the linear layers
 * @param set its name
 * @param pairs what is trained on
 * @param padded the same pairs in padded batches, which are then trained on, or null
 * @param batch pairs a step
 */
record TrainingCase(
    Precision precision, String set, Pairs pairs, @Nullable Pairs padded, int batch) {
  String name() {
    return "training-%s%s".formatted(shortName(), padded == null ? "" : "-padded");
  }

  private String shortName() {
    return switch (precision) {
      case FLOAT32 -> "fp32";
      case BFLOAT16 -> "bf16";
    };
  }

  /** What is trained on. */
  Pairs trained() {
    return padded == null ? pairs : padded;
  }

  /** The rows of a step: one batch after the other. */
  int[] rows(long step) {
    int first = (int) (step % (pairs.size() / batch)) * batch;
    return IntStream.range(first, first + batch).toArray();
  }

  /** Real operations of a step. */
  double flops(int step, EncoderFlops encoder) {
    return IntStream.of(rows(step))
        .mapToDouble(row -> encoder.training(length(row, 0)) + encoder.training(length(row, 1)))
        .sum();
  }

  private int length(int row, int column) {
    return pairs.tokens(row, column).length();
  }

  /** The share of padding, where it is this case that pads. */
  double padding() {
    return 1 - tokens(pairs) / tokens(trained());
  }

  private static double tokens(Pairs pairs) {
    return pairs.texts().stream().mapToLong(text -> text.length()).sum();
  }
}
