// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.learner.MiniBatchKMeans;
import org.lyceum.metric.Evidence;
import org.lyceum.tensor.Seed;

/**
 * Do clusters of vectors agree with classes? mteb's second version: for each level of the labels,
 * several draws of documents with replacement, each clustered into as many clusters as the level
 * has labels. The main measure is {@code v_measure}, the mean of all draws of all levels; {@code
 * v_measure_level_0} and so on are those of single levels.
 *
 * <p>mteb embeds a sample only, {@link #sample}. k-means is a matter of chance, so figures agree
 * with mteb's within that; {@link #score} gives its figures for its assignments.
 *
 * @param draws of each level, 1 or more; mteb has 10
 * @param drawn documents of each draw, 1 or more; mteb has 16,384
 * @param batch of the mini-batch k-means, 1 or more; mteb has 512
 */
public record Clustering(int draws, int drawn, int batch) {
  /** The usual settings of mteb. */
  public static final Clustering USUAL = new Clustering(10, 16_384, 512);

  private static final String MAIN = "v_measure";

  /** Checks the numbers. */
  public Clustering {
    if (draws < 1 || drawn < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "draws, documents of a draw and batch must be 1 or more, got %d, %d and %d"
              .formatted(draws, drawn, batch));
    }
  }

  /**
   * Documents, the class of each and the cluster that it came to.
   *
   * @param labels the classes
   * @param assignment the clusters
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  public record Clustered(int[] labels, int[] assignment) {
    /** Checks the counts. */
    public Clustered {
      if (labels.length == 0 || labels.length != assignment.length) {
        throw new IllegalArgumentException(
            "there must be documents, each with a label and a cluster, got %d labels and %d clusters"
                .formatted(labels.length, assignment.length));
      }
    }
  }

  /**
   * {@return the documents to embed, by index}
   *
   * @param count of all documents
   * @param most documents; mteb takes 4 % unless a task says otherwise
   * @param seed of the draw
   */
  public static int[] sample(int count, int most, Seed seed) {
    return Arrays.copyOf(
        Shuffled.order(count, seed.stream("clustering/sample")), Math.min(count, most));
  }

  /**
   * {@return the measures; units are the draws of all levels, level by level}
   *
   * @param vectors finite, of one width
   * @param labels of each, from the broadest to the finest; one that has no label on a level is
   *     left out there
   * @param seed of all draws
   */
  public Outcome of(List<float[]> vectors, List<List<String>> labels, Seed seed) {
    Vectors.require("documents", vectors);
    Vectors.requireCount("labels", vectors.size(), labels.size());
    int depth = labels.stream().mapToInt(List::size).max().orElse(0);
    var levels = new ArrayList<List<Clustered>>();
    for (int level = 0; level < depth; level++) {
      levels.add(level(vectors, labels, level, seed.derive("clustering/level-" + level)));
    }
    return score(levels);
  }

  private List<Clustered> level(
      List<float[]> vectors, List<List<String>> labels, int level, Seed seed) {
    int[] labeled =
        IntStream.range(0, labels.size()).filter(i -> labels.get(i).size() > level).toArray();
    var numbers = new LinkedHashMap<String, Integer>();
    int[] classes =
        IntStream.of(labeled)
            .map(i -> numbers.computeIfAbsent(labels.get(i).get(level), name -> numbers.size()))
            .toArray();
    var kMeans = new MiniBatchKMeans(numbers.size(), batch);
    return IntStream.range(0, draws)
        .parallel()
        .mapToObj(
            draw -> {
              var random = seed.stream("draw-" + draw);
              int[] rows =
                  IntStream.range(0, drawn).map(i -> random.nextInt(labeled.length)).toArray();
              var some = IntStream.of(rows).mapToObj(row -> vectors.get(labeled[row])).toList();
              int[] truth = IntStream.of(rows).map(row -> classes[row]).toArray();
              return new Clustered(
                  truth, kMeans.fit(some, seed.derive("k-means-" + draw)).labels());
            })
        .toList();
  }

  /**
   * {@return the measures of given assignments; units are the draws of all levels, level by level}
   *
   * @param levels the draws of each level, one or more
   */
  public static Outcome score(List<List<Clustered>> levels) {
    var v = new ArrayList<double[]>();
    var adjusted = new ArrayList<double[]>();
    for (var level : levels) {
      var draws = level.stream().map(d -> new Agreement(d.labels, d.assignment)).toList();
      v.add(draws.stream().mapToDouble(Agreement::vMeasure).toArray());
      adjusted.add(draws.stream().mapToDouble(Agreement::adjustedInformation).toArray());
    }
    double[] all = v.stream().flatMapToDouble(Arrays::stream).toArray();
    var measures = new LinkedHashMap<String, Double>();
    put(measures, MAIN, all);
    put(measures, "ami", adjusted.stream().flatMapToDouble(Arrays::stream).toArray());
    for (int level = 0; level < v.size(); level++) {
      measures.put(MAIN + "_level_" + level, Means.of(v.get(level)));
    }
    return new Outcome(measures, MAIN, new Evidence.Mean(all));
  }

  /**
   * {@return the measures of mteb's first version; units are the sets}
   *
   * <p>Each set is clustered as a whole. A set with a single label scores 1.
   *
   * @param sets each with its own labels
   * @param seed of all draws
   */
  public Outcome legacy(List<Labeled> sets, Seed seed) {
    return scoreLegacy(
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
   * {@return the measures of given assignments in mteb's first version; units are the sets}
   *
   * @param sets one or more
   */
  public static Outcome scoreLegacy(List<Clustered> sets) {
    double[] all =
        sets.stream()
            .mapToDouble(
                set ->
                    Arrays.stream(set.labels).distinct().count() == 1
                        ? 1
                        : new Agreement(set.labels, set.assignment).vMeasure())
            .toArray();
    var measures = new LinkedHashMap<String, Double>();
    put(measures, MAIN, all);
    return new Outcome(measures, MAIN, new Evidence.Mean(all));
  }

  private static void put(Map<String, Double> measures, String name, double[] values) {
    measures.put(name, Means.of(values));
    measures.put(name + "_std", Means.deviation(values));
  }
}
