// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P values of several tests, raised so that each may be compared with the level of one test. The
 * order of the tests is kept.
 */
public final class AdjustedP {
  private AdjustedP() {}

  /**
   * {@return p values that keep the chance of one false finding or more below the level, whatever
   * the tests have to do with each other; never above those of {@link #bonferroni}}
   *
   * @param values of the tests, from 0 to 1
   * @see <a href="https://www.jstor.org/stable/4615733">Holm 1979</a>
   */
  public static double[] holm(double[] values) {
    int[] order = ascending(values);
    double[] adjusted = new double[values.length];
    double greatest = 0;
    for (int i = 0; i < order.length; i++) {
      greatest = Math.max(greatest, Math.min(1, values[order[i]] * (order.length - i)));
      adjusted[order[i]] = greatest;
    }
    return adjusted;
  }

  /**
   * {@return the p values times their number, at most 1}
   *
   * @param values of the tests, from 0 to 1
   */
  public static double[] bonferroni(double[] values) {
    Samples.checkP(values);
    return IntStream.range(0, values.length)
        .mapToDouble(i -> Math.min(1, values[i] * values.length))
        .toArray();
  }

  /**
   * {@return p values that keep the expected share of false findings among the findings below the
   * level, for tests that are independent or positively dependent}
   *
   * @param values of the tests, from 0 to 1
   * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg
   *     1995</a>
   */
  public static double[] benjaminiHochberg(double[] values) {
    int[] order = ascending(values);
    double[] adjusted = new double[values.length];
    double least = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      least = Math.min(least, values[order[i]] * order.length / (i + 1));
      adjusted[order[i]] = least;
    }
    return adjusted;
  }

  private static int[] ascending(double[] values) {
    Samples.checkP(values);
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
