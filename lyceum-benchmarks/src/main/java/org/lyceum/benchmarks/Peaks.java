// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What matrix products reached in the course of a run: before the first turn and after each. Which
 * shape and which library are best is decided by their medians over the run. The best of what is
 * measured at one moment would be the luckiest, and too high a limit for all others.
 */
final class Peaks {
  private final List<GemmPeak.Rates> measured = new ArrayList<>();

  void add(GemmPeak.Rates rates) {
    measured.add(rates);
  }

  /** How many were measured. */
  int size() {
    return measured.size();
  }

  /** GFLOP/s of ONNX Runtime's product over the run. */
  List<Double> onnxRuntime() {
    return ofBestShape(GemmPeak.Rates::onnxRuntime);
  }

  /** GFLOP/s of libtorch's product over the run. */
  List<Double> libtorch() {
    return ofBestShape(GemmPeak.Rates::libtorch);
  }

  /** GFLOP/s of the library whose median is better. */
  List<Double> best() {
    return Spread.of(onnxRuntime()).median() >= Spread.of(libtorch()).median()
        ? onnxRuntime()
        : libtorch();
  }

  /**
   * The limit of a turn.
   *
   * @param rates over the run
   * @param before which of them was measured last before the turn; the next was after it
   */
  static double around(List<Double> rates, int before) {
    return (rates.get(before) + rates.get(before + 1)) / 2;
  }

  private List<Double> ofBestShape(Function<GemmPeak.Rates, List<Double>> library) {
    return IntStream.range(0, library.apply(measured.getFirst()).size())
        .mapToObj(shape -> measured.stream().map(each -> library.apply(each).get(shape)).toList())
        .max(Comparator.comparingDouble(rates -> Spread.of(rates).median()))
        .orElseThrow();
  }
}
