// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the rounds find about one runner on one set. */
final class Cell {
  private final String runner;
  private final String set;
  private final List<Double> texts = new ArrayList<>();
  private final List<Double> gflops = new ArrayList<>();
  private final List<Integer> peaks = new ArrayList<>(); // which was measured before each

  Cell(String runner, String set) {
    this.runner = runner;
    this.set = set;
  }

  String name() {
    return runner + " " + set;
  }

  /**
   * One round.
   *
   * @param cost what was done in it
   * @param peak which of the run's {@link Peaks} was measured last before it
   */
  void add(Training.Cost cost, int peak) {
    texts.add(cost.texts() / cost.seconds());
    gflops.add(cost.flops() / cost.seconds() / 1e9);
    peaks.add(peak);
  }

  /** Medians, and shares of all rounds together; neither where the runner does not multiply. */
  BenchRow row(Peaks all, boolean multiplies, double padding, @Nullable Double cosine) {
    return new BenchRow(
        runner,
        set,
        Spread.of(texts),
        multiplies ? Spread.of(gflops).median() : null,
        multiplies ? share(all.best()) : null,
        multiplies ? share(all.libtorch()) : null,
        padding,
        cosine);
  }

  /**
   * Of all rounds together: means of single shares would be too high, since a limit that was
   * measured too low weighs more than one that was measured too high.
   */
  private double share(List<Double> limits) {
    double reached = gflops.stream().mapToDouble(rate -> rate).sum();
    return reached / peaks.stream().mapToDouble(peak -> Peaks.around(limits, peak)).sum();
  }
}
