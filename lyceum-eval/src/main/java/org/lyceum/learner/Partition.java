// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.List;

/**
 * Vectors divided among centers.
 *
 * @param centers of the width of the vectors
 * @param labels index of the center of each vector
 * @param inertia the sum of the squared distances of the vectors to their centers
 * @param iterations steps until the centers stood still
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record Partition(List<float[]> centers, int[] labels, double inertia, int iterations) {
  /** Copies the list. */
  public Partition {
    centers = List.copyOf(centers);
  }
}
