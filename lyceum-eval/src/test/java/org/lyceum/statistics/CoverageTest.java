// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.Pearson;
import org.lyceum.tensor.Seed;

/**
 * Intervals on data whose truth is known: those of 95 % must cover it in 93 to 97 % of 1,000 cases.
 */
class CoverageTest {
  private static final Seed SEED = new Seed(20);
  private static final int CASES = 1_000;

  /** The correlation of two lists. */
  private record Correlation(double[] x, double[] y) implements Evidence {
    @Override
    public int size() {
      return x.length;
    }

    @Override
    public double score(int[] units) {
      double[] drawnX = new double[units.length];
      double[] drawnY = new double[units.length];
      for (int i = 0; i < units.length; i++) {
        drawnX[i] = x[units[i]];
        drawnY[i] = y[units[i]];
      }
      return Pearson.of(drawnX, drawnY);
    }
  }

  private static RandomGenerator random(int number) {
    return SEED.stream("data/" + number);
  }

  private static double[] normal(int size, RandomGenerator random) {
    return DoubleStream.generate(random::nextGaussian).limit(size).toArray();
  }

  private static BootstrapDistribution bootstrap(Evidence evidence, int number) {
    return new Bootstrap(600, SEED.derive("case/" + number)).of(evidence);
  }

  @Test
  void allIntervalsCoverTheMeanOf60NormalValues() {
    // the percentile interval is expected to cover in 94.3 %: P(|t| < 1.96 sqrt(59 / 60)), 59 df
    var distributions =
        IntStream.range(0, CASES)
            .mapToObj(i -> bootstrap(new Evidence.Mean(normal(60, random(i))), i))
            .toList();
    assertCovers(distributions, each -> each.percentile(0.95), 0);
    assertCovers(distributions, each -> each.basic(0.95), 0);
    assertCovers(distributions, each -> each.bca(0.95), 0);
  }

  @Test
  void bcaCoversACorrelationOfSixTenthsOf100Pairs() {
    var distributions =
        IntStream.range(0, CASES)
            .mapToObj(
                i -> {
                  var random = random(i);
                  double[] x = normal(100, random);
                  double[] noise = normal(100, random);
                  double[] y =
                      IntStream.range(0, 100)
                          .mapToDouble(j -> 0.6 * x[j] + 0.8 * noise[j])
                          .toArray();
                  return bootstrap(new Correlation(x, y), i);
                })
            .toList();
    assertCovers(distributions, each -> each.bca(0.95), 0.6);
  }

  @Test
  void bcaCoversTheDifferenceOfTwoModelsOn80Units() {
    var distributions =
        IntStream.range(0, CASES)
            .mapToObj(
                i -> {
                  var random = random(i);
                  double[] hardness = normal(80, random);
                  double[] first = plus(hardness, 0.3, random);
                  double[] second = plus(hardness, 0.1, random);
                  return bootstrap(
                      new Difference(new Evidence.Mean(first), new Evidence.Mean(second)), i);
                })
            .toList();
    assertCovers(distributions, each -> each.bca(0.95), 0.2);
  }

  private static double[] plus(double[] values, double gain, RandomGenerator random) {
    return DoubleStream.of(values)
        .map(value -> value + gain + 0.2 * random.nextGaussian())
        .toArray();
  }

  private interface Bounds {
    Interval of(BootstrapDistribution distribution);
  }

  private static void assertCovers(
      List<BootstrapDistribution> distributions, Bounds bounds, double truth) {
    double covered =
        distributions.stream().filter(each -> bounds.of(each).contains(truth)).count()
            / (double) distributions.size();
    assertThat(covered).isBetween(0.93, 0.97);
  }
}
