// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A draw of documents that was clustered, to be counted again with other weights of the documents:
 * each stays in its cluster.
 *
 * @param documents of each place of the draw, by index
 * @param cells of each place: the pair of class and cluster
 * @param classes of each cell
 * @param clusters of each cell
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
record DrawnDocuments(int[] documents, int[] cells, int[] classes, int[] clusters) {
  /**
   * {@return a draw}
   *
   * @param documents of each place
   * @param clustered the same places
   */
  static DrawnDocuments of(int[] documents, Clustered clustered) {
    int size = documents.length;
    var classes = new HashMap<Integer, Integer>();
    var clusters = new HashMap<Integer, Integer>();
    var known = new HashMap<Long, Integer>();
    int[] cells = new int[size];
    int[] classOf = new int[size];
    int[] clusterOf = new int[size];
    for (int i = 0; i < size; i++) {
      int label = index(classes, clustered.labels()[i]);
      int cluster = index(clusters, clustered.assignment()[i]);
      int cell = index(known, (long) label << Integer.SIZE | cluster);
      cells[i] = cell;
      classOf[cell] = label;
      clusterOf[cell] = cluster;
    }
    return new DrawnDocuments(
        documents,
        cells,
        Arrays.copyOf(classOf, known.size()),
        Arrays.copyOf(clusterOf, known.size()));
  }

  private static <K> int index(Map<K, Integer> known, K key) {
    int next = known.size();
    return known.computeIfAbsent(key, any -> next);
  }

  /**
   * {@return the V-measure; NaN where no document of the draw has a weight}
   *
   * @param weights how often each document is there
   */
  double vMeasure(int[] weights) {
    long[] cell = new long[classes.length];
    for (int i = 0; i < documents.length; i++) {
      cell[cells[i]] += weights[documents[i]];
    }
    long[] ofClass = new long[classes.length]; // there are no more classes than cells
    long[] ofCluster = new long[classes.length];
    long all = 0;
    for (int i = 0; i < cell.length; i++) {
      ofClass[classes[i]] += cell[i];
      ofCluster[clusters[i]] += cell[i];
      all += cell[i];
    }
    if (all == 0) {
      return Double.NaN;
    }
    double label = entropy(ofClass, all);
    double cluster = entropy(ofCluster, all);
    double mutual = Math.max(0, label + cluster - entropy(cell, all));
    double homogeneity = label == 0 ? 1 : mutual / label;
    double completeness = cluster == 0 ? 1 : mutual / cluster;
    double sum = homogeneity + completeness;
    return sum == 0 ? 0 : 2 * homogeneity * completeness / sum;
  }

  private static double entropy(long[] counts, long all) {
    double sum = 0;
    int some = 0;
    for (long count : counts) {
      if (count > 0) {
        sum += count * Math.log((double) count);
        some++;
      }
    }
    return some < 2 ? 0 : Math.log((double) all) - sum / all;
  }
}
