// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PearsonTest {
  @Test
  void isOneOnALineAndNotOnACurve() {
    double[] x = {1, 2, 3};
    assertThat(Pearson.of(x, new double[] {3, 5, 7})).isCloseTo(1, within(1e-15));
    // deviations -1 0 1 and -11/3 -2/3 13/3: 8 / sqrt(2 * 98/3)
    assertThat(Pearson.of(x, new double[] {1, 4, 9}))
        .isCloseTo(8 / Math.sqrt(2 * 98 / 3.0), within(1e-15));
  }

  @Test
  void neverExceedsOne() {
    double[] x = {0.1, 0.2, 0.30000000000000004};
    assertThat(Pearson.of(x, x)).isLessThanOrEqualTo(1);
  }

  @Test
  void isNotANumberForAConstantList() {
    assertThat(Pearson.of(new double[] {1, 2}, new double[] {5, 5})).isNaN();
  }
}
