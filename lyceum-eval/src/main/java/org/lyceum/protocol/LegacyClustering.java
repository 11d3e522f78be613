// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.learner.MiniBatchKMeans;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/**
 * Do clusters of vectors agree with classes? mteb's first version: each of several sets is
 * clustered as a whole, into as many clusters as it has labels. The main measure is {@code
 * v_measure}, the mean of the sets; a set with a single label has 1.
 *
 * @param batch of the mini-batch k-means, 1 or more; mteb has 500
 */
public record LegacyClustering(int batch) {
  /** The usual settings of mteb. */
  public static final LegacyClustering USUAL = new LegacyClustering(500);

  private static final String MAIN = "v_measure";

  /** Checks the batch. */
  public LegacyClustering {
    if (batch < 1) {
      throw new IllegalArgumentException("the batch must be 1 or more, got %d".formatted(batch));
    }
  }

  /**
   * {@return the measures; units are the sets, or the documents where there is one set}
   *
   * @param sets each with its own labels, one or more
   * @param seed of all draws
   */
  public Outcome of(List<Labeled> sets, Seed seed) {
    return score(
        IntStream.range(0, sets.size())
            .parallel()
            .mapToObj(i -> whole(sets.get(i), seed.derive("clustering/set-" + i)))
            .toList());
  }

  private Clustered whole(Labeled set, Seed seed) {
    int classes = (int) Arrays.stream(set.labels()).distinct().count();
    var kMeans = new MiniBatchKMeans(classes, batch);
    return new Clustered(set.labels(), kMeans.fit(set.vectors(), seed).labels());
  }

  /**
   * {@return the measures of given assignments; units are the sets}
   *
   * @param sets one or more
   */
  public static Outcome score(List<Clustered> sets) {
    double[] all = sets.stream().mapToDouble(LegacyClustering::vMeasure).toArray();
    var measures = new LinkedHashMap<String, Double>();
    Clustering.put(measures, MAIN, all);
    return new Outcome(
        measures, MAIN, sets.size() == 1 ? documents(sets.getFirst()) : new Evidence.Mean(all));
  }

  private static Evidence documents(Clustered set) {
    int size = set.labels().length;
    int[] each = IntStream.range(0, size).toArray();
    return new ClusteredDocuments(size, List.of(DrawnDocuments.of(each, set)));
  }

  private static double vMeasure(Clustered set) {
    return Arrays.stream(set.labels()).distinct().count() == 1 ? 1 : set.vMeasure();
  }
}
