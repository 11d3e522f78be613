// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingCurveTest {
  @Test
  void averagesAroundEachPointAndNotBehindIt() {
    // 40 points: two on either side; a line stays a line, and the ends are the losses themselves
    double[] steps = IntStream.range(0, 40).asDoubleStream().toArray();
    double[] line = Arrays.stream(steps).map(step -> 10 - step / 4).toArray();
    assertThat(new TrainingCurve(steps, line).smooth()).containsExactly(line);
    double[] peak = new double[40];
    peak[20] = 5;
    double[] smooth = new TrainingCurve(steps, peak).smooth();
    assertThat(Arrays.copyOfRange(smooth, 17, 24)).containsExactly(0, 1, 1, 1, 1, 1, 0);
  }

  @Test
  void leavesAFewPointsAsTheyAre() {
    double[] few = {3, 1, 2};
    assertThat(new TrainingCurve(new double[] {10, 20, 30}, few).smooth()).containsExactly(3, 1, 2);
  }
}
