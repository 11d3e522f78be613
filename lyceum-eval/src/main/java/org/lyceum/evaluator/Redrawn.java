// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lyceum.metric.Evidence;

/**
 * A score that is computed anew from the units that were drawn.
 *
 * @param size the number of units
 * @param scored the score of some units, given by their indices
 */
record Redrawn(int size, ToDoubleFunction<int[]> scored) implements Evidence {
  @Override
  public double score(int[] units) {
    return scored.applyAsDouble(units);
  }

  /** The values of some units. */
  static double[] some(double[] values, int[] units) {
    return IntStream.of(units).mapToDouble(unit -> values[unit]).toArray();
  }

  /** The labels of some units. */
  static boolean[] some(boolean[] labels, int[] units) {
    boolean[] some = new boolean[units.length];
    for (int i = 0; i < units.length; i++) {
      some[i] = labels[units[i]];
    }
    return some;
  }

  /** The classes of some units. */
  static int[] some(int[] classes, int[] units) {
    return IntStream.of(units).map(unit -> classes[unit]).toArray();
  }
}
