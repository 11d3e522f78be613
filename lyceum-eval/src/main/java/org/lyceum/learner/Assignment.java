// SPDX-License-Identifier: Apache-2.0
package org.lyceum.learner;

import java.util.Arrays;
import java.util.List;

/** The nearest center of each of some vectors. */
final class Assignment {
  private final Panel[] panels;
  private final int[] labels;
  private final double[] distances; // squared, to the nearest center

  /** Takes the vectors that meet centers. */
  Assignment(List<float[]> vectors) {
    panels = Panel.of(vectors);
    labels = new int[vectors.size()];
    distances = new double[vectors.size()];
  }

  /** Finds the nearest center of each vector; of equally near ones the first. */
  double to(List<float[]> centers) {
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    float[] found = new float[Panel.SIZE];
    for (int p = 0; p < panels.length; p++) {
      int from = p * Panel.SIZE;
      for (int c = 0; c < centers.size(); c++) {
        panels[p].squaredDistances(centers.get(c), found);
        for (int j = 0; j < panels[p].count(); j++) {
          if (found[j] < distances[from + j]) {
            distances[from + j] = found[j];
            labels[from + j] = c;
          }
        }
      }
    }
    double inertia = 0;
    for (double distance : distances) {
      inertia += distance;
    }
    return inertia;
  }

  /** Squared distances of all vectors to a point. */
  void distances(float[] point, double[] into) {
    float[] found = new float[Panel.SIZE];
    for (int p = 0; p < panels.length; p++) {
      panels[p].squaredDistances(point, found);
      for (int j = 0; j < panels[p].count(); j++) {
        into[p * Panel.SIZE + j] = found[j];
      }
    }
  }

  /** The center of each vector, as last found. */
  int[] labels() {
    return labels;
  }

  /** The squared distance of each vector to its center, as last found. */
  double[] distances() {
    return distances;
  }
}
