// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

class PowerTest {
  private static final Power POWER = new Power(1, 0.05);

  @ParameterizedTest
  @CsvSource({"0.2, 199", "0.5, 34", "0.8, 15"})
  void needsAsManyUnitsAsThePublishedTablesSay(double difference, int units) {
    assertThat(POWER.units(difference, 0.8)).isEqualTo(units);
    assertThat(POWER.power(difference, units)).isGreaterThanOrEqualTo(0.8);
    assertThat(POWER.power(difference, units - 1)).isLessThan(0.8);
  }

  @Test
  void isNearlyNormalForManyUnits() {
    // (z 0.975 + z 0.8)^2 (deviation / difference)^2 = (1.959964 + 0.841621)^2 * 900 = 7063.9;
    // the t distribution asks for z^2 / 2 = 1.92 more
    assertThat(new Power(0.3, 0.05).units(0.01, 0.8)).isEqualTo(7_066);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 10, 1_000, 1_000_000})
  void isTheLevelWhereThereIsNoDifference(int units) {
    assertThat(POWER.power(0, units)).isCloseTo(0.05, within(1e-7));
  }

  @Test
  void dependsOnTheDifferenceInDeviationsOnly() {
    assertThat(new Power(0.2, 0.05).power(0.1, 30)).isCloseTo(POWER.power(0.5, 30), within(1e-12));
    assertThat(POWER.power(-0.5, 30)).isCloseTo(POWER.power(0.5, 30), within(1e-12));
  }

  @Test
  void isOneForADifferenceThatNobodyMisses() {
    assertThat(POWER.power(1e6, 50)).isCloseTo(1, within(1e-7));
    assertThat(POWER.units(1e6, 0.99)).isEqualTo(2);
  }

  @Test
  void knowsTheDeviationFromUnitsThatWereSeen() {
    // differences 0 and 2: deviation sqrt 2
    assertThat(Power.of(new double[] {1, 3}, new double[] {1, 1}, 0.01))
        .isEqualTo(new Power(Math.sqrt(2), 0.01));
  }

  @Test
  void knowsTheDeviationFromABootstrapToo() {
    double[] values = new Seed(1).stream("values").doubles(200).toArray();
    var difference = new Difference(new Evidence.Mean(values), new Evidence.Mean(new double[200]));
    var bootstrap = new Bootstrap(4_000, new Seed(2)).of(difference);
    assertThat(Power.of(bootstrap, 200, 0.05).deviation())
        .isCloseTo(Power.of(values, new double[200], 0.05).deviation(), withinPercentage(5));
  }

  @Test
  void refusesWhatNoNumberOfUnitsCanShow() {
    assertThatThrownBy(() -> POWER.units(0, 0.8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the difference must be one that 1,073,741,824 units can show, got 0.0 where units"
                + " differ by 1.0");
  }

  @Test
  void refusesUnitsThatDoNotDiffer() {
    assertThatThrownBy(() -> Power.of(new double[3], new double[3], 0.05))
        .hasMessage("the deviation of the differences must be positive and finite, got 0.0");
    assertThatThrownBy(() -> Power.of(new double[1], new double[1], 0.05))
        .hasMessage("a sample needs 2 or more values, got 1");
  }

  @Test
  void refusesWhatIsNoShareNoDifferenceOrNoSample() {
    assertThatThrownBy(() -> new Power(1, 5))
        .hasMessage("the level must lie between 0 and 1, got 5.0");
    assertThatThrownBy(() -> POWER.units(0.1, 1))
        .hasMessage("power must lie between 0 and 1, got 1.0");
    assertThatThrownBy(() -> POWER.power(Double.NaN, 3))
        .hasMessage("the difference must be finite, got NaN");
    assertThatThrownBy(() -> POWER.power(0.1, 1)).hasMessage("units must be 2 or more, got 1");
  }
}
