// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;

/**
 * Scores with units left out.
 *
 * <p>Beyond {@value #MOST} units several are left out at once, every {@value #MOST}th: the sums of
 * squares and of cubes stay the same in expectation, and the time does not grow with the square.
 */
final class Jackknife {
  static final int MOST = 1_000;

  private Jackknife() {}

  /**
   * The acceleration of the mean score of tasks.
   *
   * <p>{@code sum u^3 / (6 (sum u^2)^1.5)}, where {@code u} is by how much a unit raises the score.
   * The cubes of a task whose units cannot be drawn again count 0: its scores are normal.
   */
  static double acceleration(List<Evidence> tasks) {
    double squares = 0;
    double cubes = 0;
    for (var task : tasks) {
      for (double influence : influences(task)) {
        squares += influence * influence;
        cubes += task.canBeRedrawn() ? influence * influence * influence : 0;
      }
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /**
   * The standard error of a score: {@code sqrt(g / (g - 1) sum u^2)} with {@code g} groups; 0 of a
   * single unit.
   */
  static double standardError(Evidence evidence) {
    double[] influences = influences(evidence);
    double squares = Arrays.stream(influences).map(influence -> influence * influence).sum();
    return squares == 0 ? 0 : Math.sqrt(squares * influences.length / (influences.length - 1.0));
  }

  private static double[] influences(Evidence evidence) {
    int groups = Math.min(evidence.size(), MOST);
    if (groups < 2) {
      return new double[0];
    }
    double[] without =
        IntStream.range(0, groups)
            .mapToDouble(group -> evidence.score(without(group, groups, evidence.size())))
            .toArray();
    double mean = Samples.mean(without);
    double weight = (groups - 1.0) / groups;
    return IntStream.range(0, groups).mapToDouble(i -> weight * (mean - without[i])).toArray();
  }

  private static int[] without(int group, int groups, int size) {
    return IntStream.range(0, size).filter(unit -> unit % groups != group).toArray();
  }
}
