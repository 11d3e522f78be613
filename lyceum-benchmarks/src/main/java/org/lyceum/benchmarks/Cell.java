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
  private final List<Double> shares = new ArrayList<>();
  private final List<Double> sharesOfLibtorch = new ArrayList<>();

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
   * @param peak of the matrix product after it
   */
  void add(Training.Cost cost, GemmPeak.Rates peak) {
    texts.add(cost.texts() / cost.seconds());
    double rate = cost.flops() / cost.seconds() / 1e9;
    gflops.add(rate);
    shares.add(rate / peak.best());
    sharesOfLibtorch.add(rate / peak.libtorch());
  }

  /** The medians; without operations where the runner does not multiply. */
  BenchRow row(boolean multiplies, double padding, @Nullable Double cosine) {
    return new BenchRow(
        runner,
        set,
        Spread.of(texts),
        multiplies ? Spread.of(gflops).median() : null,
        multiplies ? Spread.of(shares).median() : null,
        multiplies ? Spread.of(sharesOfLibtorch).median() : null,
        padding,
        cosine);
  }
}
