// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeaksTest {
  private static Peaks peaks() {
    var peaks = new Peaks();
    peaks.add(new GemmPeak.Rates(List.of(80.0, 90.0), List.of(60.0, 61.0)));
    peaks.add(new GemmPeak.Rates(List.of(80.0, 40.0), List.of(62.0, 99.0)));
    peaks.add(new GemmPeak.Rates(List.of(84.0, 70.0), List.of(64.0, 50.0)));
    return peaks;
  }

  /** Medians are 80 and 70, 62 and 61: single lucky values do not count. */
  @Test
  void takesTheShapeAndTheLibraryThatAreBestOverTheRun() {
    assertThat(peaks().onnxRuntime()).containsExactly(80.0, 80.0, 84.0);
    assertThat(peaks().libtorch()).containsExactly(60.0, 62.0, 64.0);
    assertThat(peaks().best()).containsExactly(80.0, 80.0, 84.0);
  }

  @Test
  void aTurnsLimitIsTheMeanOfWhatWasMeasuredAroundIt() {
    assertThat(Peaks.around(peaks().best(), 1)).isEqualTo(82.0);
  }

  /** 4 GFLOP in 0.1 s is 40 GFLOP/s, beside 80; 5 in 0.1 s is 50, beside 82. */
  @Test
  void sharesAreOfTheLimitsAroundTheirTurns() {
    var cell = new Cell("a", "short");
    cell.add(new Training.Cost(10, 4e9, 0.1), 0);
    cell.add(new Training.Cost(10, 5e9, 0.1), 1);
    var row = cell.row(peaks(), true, 0, null);
    assertThat(row.share()).isCloseTo(90.0 / 162, within(1e-12));
    assertThat(row.shareOfLibtorch()).isCloseTo(90.0 / 124, within(1e-12));
  }
}
