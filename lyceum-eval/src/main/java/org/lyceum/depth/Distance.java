// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.List;

/** How far apart two directions are, from 0 to 2. */
public enum Distance {
  /**
   * One less the cosine. By it a text is the deeper, the nearer it is to the mean direction of the
   * corpus: the order is that of the cosine to the centroid.
   */
  COSINE,
  /**
   * The length of the chord between two points of the unit sphere. It compares each vector with
   * each other, at most {@value ChordSums#MOST} of them.
   */
  CHORD;

  /** {@return how many vectors can be compared at most} */
  public int most() {
    return this == CHORD ? ChordSums.MOST : Integer.MAX_VALUE;
  }

  /** Distances among unit vectors. */
  DistanceSums among(List<float[]> unit) {
    return switch (this) {
      case COSINE -> new CosineSums(unit);
      case CHORD -> ChordSums.of(unit);
    };
  }
}
