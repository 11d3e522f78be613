// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/**
 * Tests on data whose truth is known: at the level 0.05 they must refuse a true hypothesis in as
 * many of 1,000 cases as a binomial distribution allows, within three of its deviations.
 */
class LevelTest {
  private static final Seed SEED = new Seed(20);
  private static final int CASES = 1_000;
  private static final double LEVEL = 0.05;
  private static final double BAND = 3 * Math.sqrt(LEVEL * (1 - LEVEL) / CASES);

  private static RandomGenerator random(int number) {
    return SEED.stream("data/" + number);
  }

  private static double share(IntPredicate holds) {
    return IntStream.range(0, CASES).filter(holds).count() / (double) CASES;
  }

  private static double[] normal(int size, RandomGenerator random) {
    return DoubleStream.generate(random::nextGaussian).limit(size).toArray();
  }

  /** P values of 1,000 cases without a difference, each of two samples that are alike. */
  private static void assertHoldsItsLevel(ToDoubleFunction<RandomGenerator> p) {
    assertThat(share(i -> p.applyAsDouble(random(i)) <= LEVEL))
        .isBetween(LEVEL - BAND, LEVEL + BAND);
  }

  /** Symmetric around 0, with heavier tails than a normal distribution: Laplace's. */
  private static double[] heavyTailed(int size, RandomGenerator random) {
    return DoubleStream.generate(() -> random.nextExponential() * (random.nextBoolean() ? 1 : -1))
        .limit(size)
        .toArray();
  }

  @Test
  void exactRandomizationHoldsItsLevel() {
    for (var alternative : Alternative.values()) {
      assertHoldsItsLevel(
          random ->
              new PairedRandomization(1, SEED)
                  .of(
                      new Evidence.Mean(heavyTailed(10, random)),
                      new Evidence.Mean(heavyTailed(10, random)),
                      alternative)
                  .p());
    }
  }

  @Test
  void drawnRandomizationHoldsItsLevel() {
    for (var alternative : Alternative.values()) {
      assertHoldsItsLevel(
          random ->
              new PairedRandomization(499, SEED)
                  .of(
                      new Evidence.Mean(heavyTailed(30, random)),
                      new Evidence.Mean(heavyTailed(30, random)),
                      alternative)
                  .p());
    }
  }

  @Test
  void randomizationOverASuiteHoldsItsLevel() {
    assertHoldsItsLevel(
        random ->
            new PairedRandomization(499, SEED)
                .ofMean(tasks(random), tasks(random), Alternative.TWO_SIDED)
                .p());
  }

  /** Three tasks of unequal size. */
  private static List<Evidence.Mean> tasks(RandomGenerator random) {
    return IntStream.of(5, 20, 60)
        .mapToObj(size -> new Evidence.Mean(heavyTailed(size, random)))
        .toList();
  }

  @Test
  void signedRankHoldsItsLevel() {
    for (var distribution : List.of(RankNull.EXACT, RankNull.UNTIED, RankNull.NORMAL)) {
      var test = new WilcoxonSignedRank(WilcoxonSignedRank.Zeros.WILCOX, distribution);
      for (var alternative : Alternative.values()) {
        assertHoldsItsLevel(
            random -> test.of(heavyTailed(25, random), heavyTailed(25, random), alternative).p());
      }
    }
  }

  @Test
  void signedRankHoldsItsLevelWithTiesAndZeros() {
    for (var zeros : WilcoxonSignedRank.Zeros.values()) {
      var test = new WilcoxonSignedRank(zeros, RankNull.EXACT);
      assertHoldsItsLevel(
          random -> test.of(rounded(40, random), rounded(40, random), Alternative.TWO_SIDED).p());
    }
  }

  private static double[] rounded(int size, RandomGenerator random) {
    return DoubleStream.of(heavyTailed(size, random)).map(Math::rint).toArray();
  }

  @Test
  void rankSumHoldsItsLevel() {
    for (var distribution : List.of(RankNull.EXACT, RankNull.UNTIED, RankNull.NORMAL)) {
      for (var alternative : Alternative.values()) {
        assertHoldsItsLevel(
            random ->
                new MannWhitney(distribution)
                    .of(heavyTailed(12, random), heavyTailed(14, random), alternative)
                    .p());
      }
    }
  }

  @Test
  void rankSumHoldsItsLevelWithTies() {
    for (var distribution : List.of(RankNull.EXACT, RankNull.NORMAL)) {
      assertHoldsItsLevel(
          random ->
              new MannWhitney(distribution)
                  .of(rounded(12, random), rounded(20, random), Alternative.TWO_SIDED)
                  .p());
    }
  }

  @Test
  void pairedTAndTheTestOfACorrelationHoldTheirLevels() {
    assertHoldsItsLevel(
        random ->
            PairedT.of(normal(10, random), normal(10, random)).test(Alternative.TWO_SIDED).p());
    assertHoldsItsLevel(
        random ->
            CorrelationTest.kendall(normal(20, random), normal(20, random), Alternative.TWO_SIDED)
                .p());
  }

  @Test
  void bothTestsHaveThePowerThatWasForeseen() {
    // differences of 0.5 deviations; 34 units for a power of 0.8; the binomial's three deviations
    int units = new Power(1, LEVEL).units(0.5, 0.8);
    double band = 3 * Math.sqrt(0.8 * 0.2 / CASES);
    assertThat(
            share(
                i ->
                    PairedT.of(shifted(units, i), new double[units]).test(Alternative.TWO_SIDED).p()
                        <= LEVEL))
        .isBetween(0.8 - band, 0.8 + band);
    assertThat(
            share(
                i ->
                    new PairedRandomization(499, SEED)
                            .of(
                                new Evidence.Mean(shifted(units, i)),
                                new Evidence.Mean(new double[units]),
                                Alternative.TWO_SIDED)
                            .p()
                        <= LEVEL))
        .isBetween(0.8 - band, 0.8 + band);
  }

  private static double[] shifted(int units, int number) {
    return DoubleStream.of(normal(units, random(number))).map(value -> value + 0.5).toArray();
  }
}
