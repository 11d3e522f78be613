// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.List;
import org.lyceum.metric.Evidence;

/**
 * The scores of resamples, and what they say of the true score.
 *
 * <p>Of the intervals {@link #interval} is the one to report. {@link #bca} corrects for bias and
 * for an error that depends on the value. {@link #percentile} never leaves the range of the score
 * and needs no jackknife; {@link #basic} mirrors it and may leave the range.
 */
public final class BootstrapDistribution {
  private final List<Evidence> tasks;
  private final double observed;
  private final double[] scores; // ascending, without NaN
  private final int undefined;

  /** Takes the scores of resamples, in any order; of some the score may be NaN. */
  BootstrapDistribution(List<Evidence> tasks, double[] resampled) {
    this.tasks = List.copyOf(tasks);
    observed = tasks.stream().mapToDouble(Evidence::score).average().orElse(Double.NaN);
    scores = Arrays.stream(resampled).filter(score -> !Double.isNaN(score)).sorted().toArray();
    undefined = resampled.length - scores.length;
    if (!Double.isFinite(observed) || scores.length == 0) {
      throw new IllegalArgumentException(
          "the score must be finite, got %s from %d tasks and from %d of %d resamples"
              .formatted(observed, tasks.size(), scores.length, resampled.length));
    }
  }

  /**
   * {@return the scores of given resamples}
   *
   * @param evidence what was measured
   * @param resamples the units of each resample, 1 resample or more
   */
  public static BootstrapDistribution of(Evidence evidence, int[][] resamples) {
    return new BootstrapDistribution(
        List.of(evidence), Arrays.stream(resamples).mapToDouble(evidence::score).toArray());
  }

  /** {@return the score of the units themselves} */
  public double observed() {
    return observed;
  }

  /** {@return the scores of the resamples, ascending, without those that are not defined} */
  public double[] scores() {
    return scores.clone();
  }

  /** {@return of how many resamples the score was NaN, such as a correlation of constants} */
  public int undefined() {
    return undefined;
  }

  /** {@return the standard deviation of the scores, divisor {@code n - 1}} */
  public double standardError() {
    return Samples.deviation(scores);
  }

  /**
   * {@return the interval between quantiles of the scores}
   *
   * @param confidence such as 0.95
   */
  public Interval percentile(double confidence) {
    Samples.checkShare("confidence", confidence);
    double tail = (1 - confidence) / 2;
    return between(tail, 1 - tail);
  }

  /**
   * {@return the percentile interval, mirrored at the observed score}
   *
   * @param confidence such as 0.95
   */
  public Interval basic(double confidence) {
    var percentile = percentile(confidence);
    return new Interval(2 * observed - percentile.high(), 2 * observed - percentile.low());
  }

  /**
   * {@return the interval that is corrected for bias and acceleration; the percentile interval
   * where all scores are on one side of the observed score, or where the score is not defined
   * without one of the units}
   *
   * @param confidence such as 0.95
   * @see <a href="https://doi.org/10.1080/01621459.1987.10478410">Efron 1987</a>
   */
  public Interval bca(double confidence) {
    var percentile = percentile(confidence);
    double bias = biasCorrection();
    double acceleration = acceleration();
    double normal = Normal.quantile((1 - confidence) / 2);
    double low = level(normal, bias, acceleration);
    double high = level(-normal, bias, acceleration);
    return Double.isNaN(low) || Double.isNaN(high) ? percentile : between(low, high);
  }

  /**
   * {@return the interval to report: {@link #bca}, and the observed score in any case, which it
   * would leave out where nearly all scores are on one side of it}
   *
   * @param confidence such as 0.95
   */
  public Interval interval(double confidence) {
    return bca(confidence).including(observed);
  }

  /** {@return z0: the normal quantile of the share of scores below that observed, ties half} */
  public double biasCorrection() {
    double below = 0;
    for (double score : scores) {
      below += score < observed ? 1 : score == observed ? 0.5 : 0;
    }
    return Normal.quantile(below / scores.length);
  }

  /**
   * {@return how fast the error grows with the score, from the jackknife; 0 where it is constant}
   */
  public double acceleration() {
    return Jackknife.acceleration(tasks);
  }

  /**
   * {@return the p value of a true score of 0: how rarely the resamples reach it, counting the
   * observed units as one resample more}
   *
   * @param alternative whether the true score is greater or less
   */
  public double p(Alternative alternative) {
    long atMost = Arrays.stream(scores).filter(score -> score <= 0).count();
    long atLeast = Arrays.stream(scores).filter(score -> score >= 0).count();
    return alternative.p(
        (atLeast + 1) / (scores.length + 1.0), (atMost + 1) / (scores.length + 1.0));
  }

  private static double level(double normal, double bias, double acceleration) {
    double shifted = bias + normal;
    return Normal.below(bias + shifted / (1 - acceleration * shifted));
  }

  private Interval between(double low, double high) {
    return new Interval(Samples.quantile(scores, low), Samples.quantile(scores, high));
  }
}
