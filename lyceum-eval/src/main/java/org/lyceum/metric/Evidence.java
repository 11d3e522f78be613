// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Arrays;

/**
 * What a score was computed from: queries, pairs or examples that could have been others. Drawing
 * them again with replacement shows how far the score owes to chance.
 *
 * <p>Two models that were measured on the same task have the same units at the same indices.
 */
public interface Evidence {
  /** {@return the number of units} */
  int size();

  /**
   * {@return the score of some of the units; that of all, each once, is the score itself}
   *
   * @param units indices from 0, in any order, each any number of times; 1 or more
   */
  double score(int[] units);

  /** {@return the score of all units} */
  default double score() {
    int[] all = new int[size()];
    Arrays.setAll(all, i -> i);
    return score(all);
  }

  /**
   * {@return whether drawing units again shows how far the score owes to chance; false where a
   * score depends on how many different units there are, as the agreement of clusters does, which
   * rises wherever a unit is there twice: then units are left out instead}
   */
  default boolean canBeRedrawn() {
    return true;
  }

  /**
   * {@return how well each unit came out by itself, mostly from 0 to 1, so that units can be shown
   * as examples: where the score is a mean, what it is the mean of; NaN for one that counts
   * nothing; none at all where units have no value of their own}
   */
  default double[] each() {
    return new double[0];
  }

  /**
   * A score that is the mean of a value for each unit.
   *
   * @param values of the units
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  record Mean(double[] values) implements Evidence {
    /** Checks that there is a value. */
    public Mean {
      if (values.length == 0) {
        throw new IllegalArgumentException("there must be a value or more, got none");
      }
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double score(int[] units) {
      double sum = 0;
      for (int unit : units) {
        sum += values[unit];
      }
      return sum / units.length;
    }

    @Override
    public double[] each() {
      return values.clone();
    }
  }
}
