// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Pearson;
import org.lyceum.tensor.Seed;

class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(500, new Seed(3));
  private static final Evidence.Mean VALUES = new Evidence.Mean(new double[] {1, 2, 4, 9, 3});
  private static final int[][] ALL_OF_TWO = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

  /** The correlation of two lists. */
  private record Correlation(double[] x, double[] y) implements Evidence {
    @Override
    public int size() {
      return x.length;
    }

    @Override
    public double score(int[] units) {
      return Pearson.of(drawn(x, units), drawn(y, units));
    }

    private static double[] drawn(double[] values, int[] units) {
      return IntStream.of(units).mapToDouble(unit -> values[unit]).toArray();
    }
  }

  @Test
  void isWhatAPencilGivesForAllResamplesOfTwoUnits() {
    // values 0 and 2: means 0, 1, 1, 2; their deviation sqrt(2/3); the quantile at 1/6 is that at
    // position 0.5: half of the way from 0 to 1
    var distribution = BootstrapDistribution.of(new Evidence.Mean(new double[] {0, 2}), ALL_OF_TWO);
    assertThat(distribution.scores()).containsExactly(0, 1, 1, 2);
    assertThat(distribution.standardError()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-15));
    var interval = distribution.percentile(2 / 3.0);
    assertThat(interval.low()).isCloseTo(0.5, within(1e-12));
    assertThat(interval.high()).isCloseTo(1.5, within(1e-12));
    // one score below that observed and two at it: z0 is the normal quantile of 2/4
    assertThat(distribution.biasCorrection()).isZero();
  }

  @Test
  void correctsNothingWhereTheResamplesAreSymmetric() {
    var distribution = BootstrapDistribution.of(new Evidence.Mean(new double[] {0, 2}), ALL_OF_TWO);
    assertThat(distribution.acceleration()).isZero();
    assertThat(distribution.bca(0.5).low())
        .isCloseTo(distribution.percentile(0.5).low(), within(1e-12));
    assertThat(distribution.basic(0.5).high())
        .isCloseTo(distribution.percentile(0.5).high(), within(1e-12));
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(BOOTSTRAP.of(VALUES).scores()).isEqualTo(BOOTSTRAP.of(VALUES).scores());
    assertThat(BOOTSTRAP.of(VALUES).scores())
        .isNotEqualTo(new Bootstrap(500, new Seed(4)).of(VALUES).scores());
  }

  @Test
  void isAPointWhereNothingVaries() {
    var distribution = BOOTSTRAP.of(new Evidence.Mean(new double[] {7, 7, 7}));
    var point = new Interval(7, 7);
    assertThat(distribution.percentile(0.95)).isEqualTo(point);
    assertThat(distribution.basic(0.95)).isEqualTo(point);
    assertThat(distribution.bca(0.95)).isEqualTo(point);
    assertThat(distribution.standardError()).isZero();
    assertThat(BOOTSTRAP.of(new Evidence.Mean(new double[] {7})).bca(0.95)).isEqualTo(point);
  }

  @Test
  void isThePercentileIntervalWhereAllScoresLieOnOneSide() {
    var distribution = BootstrapDistribution.of(VALUES, new int[][] {{0, 0}, {0, 1}}); // below 19/5
    assertThat(distribution.bca(0.9)).isEqualTo(distribution.percentile(0.9));
  }

  @Test
  void reportsAnIntervalThatHoldsTheScore() {
    var distribution = BootstrapDistribution.of(VALUES, new int[][] {{0, 0}, {0, 1}}); // below 19/5
    assertThat(distribution.interval(0.9))
        .isEqualTo(new Interval(distribution.percentile(0.9).low(), VALUES.score()));
    var usual = BOOTSTRAP.of(VALUES);
    assertThat(usual.interval(0.9)).isEqualTo(usual.bca(0.9));
  }

  /** The share of values that are there, which no resample has of all. */
  private record Variety(int size) implements Evidence {
    @Override
    public double score(int[] units) {
      return Arrays.stream(units).distinct().count() / (double) size;
    }

    @Override
    public boolean canBeRedrawn() {
      return false;
    }
  }

  /** One unit less is a tenth less, always: the jackknife knows no error. */
  @Test
  void drawsNoUnitsWhereTheScoreDependsOnTheirNumber() {
    var variety = new Variety(10);
    assertThat(BOOTSTRAP.of(variety).interval(0.95).width()).isLessThan(1e-9);
    var difference = new Difference(variety, new Evidence.Mean(new double[10]));
    assertThat(BOOTSTRAP.of(difference).interval(0.95).width()).isLessThan(1e-9);
  }

  /** Of a mean of n values it is their deviation over the root of n. */
  @Test
  void hasTheErrorOfTheJackknifeWhereUnitsAreNotDrawn() {
    var mean = new Difference(VALUES, new Evidence.Mean(new double[5]));
    assertThat(Jackknife.standardError(mean))
        .isCloseTo(Samples.deviation(VALUES.values()) / Math.sqrt(5), within(1e-12));
    assertThat(Jackknife.standardError(new Evidence.Mean(new double[] {3}))).isZero();
  }

  @Test
  void movesAndStretchesWithTheScore() {
    double[] moved = IntStream.range(0, 5).mapToDouble(i -> 10 - 2 * VALUES.values()[i]).toArray();
    var there = BOOTSTRAP.of(VALUES).bca(0.9);
    var mirrored = BOOTSTRAP.of(new Evidence.Mean(moved)).bca(0.9);
    assertThat(mirrored.low()).isCloseTo(10 - 2 * there.high(), within(1e-9));
    assertThat(mirrored.high()).isCloseTo(10 - 2 * there.low(), within(1e-9));
  }

  @Test
  void leavesOutResamplesWithoutAScore() {
    // of two different pairs, half of the resamples hold the same pair twice
    var evidence = new Correlation(new double[] {1, 2}, new double[] {3, 5});
    var distribution = BootstrapDistribution.of(evidence, ALL_OF_TWO);
    assertThat(distribution.undefined()).isEqualTo(2);
    assertThat(distribution.scores()).hasSize(2);
  }

  @Test
  void isThePercentileIntervalWhereAScoreNeedsAllUnits() {
    // without its last pair the first list is constant
    var evidence = new Correlation(new double[] {1, 1, 1, 2}, new double[] {3, 5, 4, 6});
    var distribution = BOOTSTRAP.of(evidence);
    assertThat(distribution.acceleration()).isNaN();
    assertThat(distribution.bca(0.9)).isEqualTo(distribution.percentile(0.9));
  }

  @Test
  void drawsTheUnitsOfEachTaskByThemselves() {
    // the variance of a mean of two independent means is a quarter of the sum of their variances
    var other = new Evidence.Mean(new double[] {0, 0, 1, 5, 2, 8, 1});
    var many = new Bootstrap(20_000, new Seed(5));
    double first = many.of(VALUES).standardError();
    double second = many.of(other).standardError();
    var both = many.ofMean(List.of(VALUES, other));
    assertThat(both.observed()).isCloseTo((VALUES.score() + other.score()) / 2, within(1e-15));
    assertThat(both.standardError()).isCloseTo(Math.hypot(first, second) / 2, within(0.01));
  }

  @Test
  void acceleratesWithTheSkewnessOfAllTasks() {
    // for a mean of n values: sum d^3 / (6 (sum d^2)^1.5), where d are the deviations from the mean
    double squares = 0;
    double cubes = 0;
    for (double value : VALUES.values()) {
      double deviation = value - VALUES.score();
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    double expected = cubes / (6 * Math.pow(squares, 1.5));
    assertThat(BOOTSTRAP.of(VALUES).acceleration()).isCloseTo(expected, within(1e-14));
    // twice the same task: twice the sums
    assertThat(BOOTSTRAP.ofMean(List.of(VALUES, VALUES)).acceleration())
        .isCloseTo(expected / Math.sqrt(2), within(1e-14));
  }

  @Test
  void acceleratesAlikeWhenItLeavesOutManyUnitsAtOnce() {
    var random = new Seed(6).stream("skewed");
    double[] values = random.doubles(5_000).map(u -> -Math.log(u)).toArray();
    // of an exponential distribution: skewness 2 / (6 sqrt n)
    assertThat(Jackknife.acceleration(List.of(new Evidence.Mean(values))))
        .isCloseTo(2 / (6 * Math.sqrt(5_000)), within(0.002));
  }

  @Test
  void drawsTheUnitsOfTwoModelsTogether() {
    double[] better = IntStream.range(0, 5).mapToDouble(i -> VALUES.values()[i] + 1).toArray();
    var difference = BOOTSTRAP.of(new Difference(new Evidence.Mean(better), VALUES));
    assertThat(difference.observed()).isCloseTo(1, within(1e-15));
    assertThat(difference.standardError()).isCloseTo(0, within(1e-12));
    // never 0 or less in 500 resamples: (0 + 1) / 501 on each side
    assertThat(difference.p(Alternative.GREATER)).isEqualTo(1 / 501.0);
    assertThat(difference.p(Alternative.TWO_SIDED)).isEqualTo(2 / 501.0);
    assertThat(difference.p(Alternative.LESS)).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoScore() {
    assertThatThrownBy(() -> BOOTSTRAP.ofMean(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the score must be finite, got NaN from 0 tasks and from 0 of 500 resamples");
    assertThatThrownBy(() -> BOOTSTRAP.of(new Evidence.Mean(new double[] {1, Double.NaN})))
        .hasMessageStartingWith("the score must be finite, got NaN from 1 tasks");
    assertThatThrownBy(() -> BootstrapDistribution.of(VALUES, new int[0][]))
        .hasMessageEndingWith("from 0 of 0 resamples");
    assertThatThrownBy(() -> BOOTSTRAP.of(new Correlation(new double[0], new double[0])))
        .hasMessage("a score must have a unit or more, got 0");
  }

  @Test
  void refusesTwoModelsOnDifferentUnits() {
    assertThatThrownBy(() -> new Difference(VALUES, new Evidence.Mean(new double[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both models must be measured on the same units, got 5 and 2");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 95, Double.NaN})
  void refusesAConfidenceThatIsNoShare(double confidence) {
    assertThatThrownBy(() -> BOOTSTRAP.of(VALUES).bca(confidence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("confidence must lie between 0 and 1, got " + confidence);
  }

  @Test
  void refusesNoResamples() {
    assertThatThrownBy(() -> new Bootstrap(0, new Seed(1)))
        .hasMessage("resamples must be 1 or more, got 0; 2,000 are usual");
  }
}
