// SPDX-License-Identifier: Apache-2.0
package org.lyceum.statistics;

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
   */
  static double acceleration(List<Evidence> tasks) {
    double squares = 0;
    double cubes = 0;
    for (var task : tasks) {
      for (double influence : influences(task)) {
        squares += influence * influence;
        cubes += influence * influence * influence;
      }
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
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
