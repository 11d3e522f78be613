// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/**
 * How well clusters agree with labels, whatever numbers the clusters have; as scikit-learn counts.
 *
 * <p>All values are at most 1, which is perfect. The adjusted ones are 0 on average for clusters
 * drawn at random; the others rise with the number of clusters.
 */
public final class ClusterAgreement {
  private static final double EPSILON = Math.ulp(1.0); // keeps scikit-learn's quotients defined

  private final Contingency table;
  private final double mutual;
  private final double labelEntropy;
  private final double clusterEntropy;

  private ClusterAgreement(Contingency table) {
    this.table = table;
    mutual = Information.mutual(table);
    labelEntropy = Information.entropy(table.labels(), table.total());
    clusterEntropy = Information.entropy(table.clusters(), table.total());
  }

  /**
   * {@return the comparison}
   *
   * @param labels of the points, 1 or more
   * @param clusters of the same points
   */
  public static ClusterAgreement of(int[] labels, int[] clusters) {
    return new ClusterAgreement(Contingency.of(labels, clusters));
  }

  /** {@return how far a cluster holds one label only; 1 where there is one label} */
  public double homogeneity() {
    return labelEntropy == 0 ? 1 : mutual / labelEntropy;
  }

  /** {@return how far a label lies in one cluster only; 1 where there is one cluster} */
  public double completeness() {
    return clusterEntropy == 0 ? 1 : mutual / clusterEntropy;
  }

  /**
   * {@return the harmonic mean of homogeneity and completeness}
   *
   * @see <a href="https://aclanthology.org/D07-1043/">Rosenberg and Hirschberg 2007</a>
   */
  public double vMeasure() {
    double sum = homogeneity() + completeness();
    return sum == 0 ? 0 : 2 * homogeneity() * completeness() / sum;
  }

  /** {@return the mutual information relative to the mean of both entropies} */
  public double normalizedMutualInformation() {
    if (isOneGroup()) {
      return 1;
    }
    return mutual / ((labelEntropy + clusterEntropy) / 2);
  }

  /**
   * {@return the mutual information above that of random clusters of the same sizes, relative to
   * the most that it could be above}
   *
   * @see <a href="https://jmlr.org/papers/v11/vinh10a.html">Vinh et al. 2010</a>
   */
  public double adjustedMutualInformation() {
    if (isOneGroup()) {
      return 1;
    }
    double expected = Information.expectedMutual(table);
    double room = (labelEntropy + clusterEntropy) / 2 - expected;
    return (mutual - expected) / (room < 0 ? Math.min(room, -EPSILON) : Math.max(room, EPSILON));
  }

  private boolean isOneGroup() {
    return table.labels().length == 1 && table.clusters().length == 1;
  }

  /**
   * {@return the share of pairs of points that labels and clusters judge alike, adjusted for
   * chance}
   *
   * @see <a href="https://doi.org/10.1007/BF01908075">Hubert and Arabie 1985</a>
   */
  public double adjustedRand() {
    double both = togetherInBoth();
    double onlyLabel = together(table.labels()) - both;
    double onlyCluster = together(table.clusters()) - both;
    double neither = (double) table.total() * (table.total() - 1) - both - onlyLabel - onlyCluster;
    if (onlyLabel == 0 && onlyCluster == 0) {
      return 1;
    }
    return 2
        * (both * neither - onlyLabel * onlyCluster)
        / ((both + onlyLabel) * (onlyLabel + neither)
            + (both + onlyCluster) * (onlyCluster + neither));
  }

  /**
   * {@return the geometric mean of precision and recall over the pairs of points that lie together;
   * 0 where none does in both}
   *
   * @see <a href="https://doi.org/10.1080/01621459.1983.10478008">Fowlkes and Mallows 1983</a>
   */
  public double fowlkesMallows() {
    double both = togetherInBoth();
    return both == 0
        ? 0
        : Math.sqrt(both / together(table.clusters())) * Math.sqrt(both / together(table.labels()));
  }

  /** Ordered pairs of different points with the same label in the same cluster. */
  private double togetherInBoth() {
    return together(table.cells().stream().mapToInt(Contingency.Cell::count).toArray());
  }

  private static double together(int[] sizes) {
    double pairs = 0;
    for (int size : sizes) {
      pairs += (double) size * (size - 1);
    }
    return pairs;
  }
}
