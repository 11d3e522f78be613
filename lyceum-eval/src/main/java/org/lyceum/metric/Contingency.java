// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each label met each cluster.
 *
 * @param total points
 * @param labels points of each label
 * @param clusters points of each cluster
 * @param cells the pairs that occur
 */
record Contingency(int total, int[] labels, int[] clusters, List<Cell> cells) {
  /**
   * Points of one label in one cluster.
   *
   * @param label index into the labels
   * @param cluster index into the clusters
   * @param count 1 or more
   */
  record Cell(int label, int cluster, int count) {}

  static Contingency of(int[] labels, int[] clusters) {
    if (labels.length != clusters.length) {
      throw new IllegalArgumentException(
          "there must be as many clusters as labels, got %d for %d"
              .formatted(clusters.length, labels.length));
    }
    if (labels.length == 0) {
      throw new IllegalArgumentException("there must be a label or more, got none");
    }
    int[] rows = indices(labels);
    int[] columns = indices(clusters);
    return new Contingency(labels.length, sizes(rows), sizes(columns), cells(rows, columns));
  }

  /** The same names as numbers from 0 without gaps, in the order of appearance. */
  private static int[] indices(int[] names) {
    Map<Integer, Integer> known = new HashMap<>();
    int[] indices = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      int next = known.size();
      indices[i] = known.computeIfAbsent(names[i], name -> next);
    }
    return indices;
  }

  private static int[] sizes(int[] indices) {
    int count = 0;
    for (int index : indices) {
      count = Math.max(count, index + 1);
    }
    int[] sizes = new int[count];
    for (int index : indices) {
      sizes[index]++;
    }
    return sizes;
  }

  private static List<Cell> cells(int[] rows, int[] columns) {
    Map<Long, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < rows.length; i++) {
      counts.merge((long) rows[i] << Integer.SIZE | columns[i], 1, Integer::sum);
    }
    var cells = new ArrayList<Cell>();
    counts.forEach(
        (key, count) -> cells.add(new Cell((int) (key >>> Integer.SIZE), key.intValue(), count)));
    return cells;
  }
}
