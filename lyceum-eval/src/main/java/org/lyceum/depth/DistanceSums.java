// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

/** Distances among some vectors. */
interface DistanceSums {
  /**
   * For each vector the sum of its distances to the members, of which it may be one.
   *
   * @param members indices of vectors
   */
  double[] to(int[] members);
}
