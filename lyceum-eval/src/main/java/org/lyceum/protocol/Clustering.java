// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
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
 * <p>As in mteb, documents that have no label on a level are a class of their own there, {@code
 * v_measure_of_labeled} looks at the others alone.
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
   * {@return the measures; units are the documents}
   *
   * @param vectors finite, of one width
   * @param labels of each, from the broadest to the finest
   * @param seed of all draws
   */
  public Outcome of(List<float[]> vectors, List<List<String>> labels, Seed seed) {
    Vectors.require("documents", vectors);
    Vectors.requireCount("labels", vectors.size(), labels.size());
    int depth = labels.stream().mapToInt(List::size).max().orElse(0);
    var levels = new ArrayList<List<Draw>>();
    for (int level = 0; level < depth; level++) {
      levels.add(level(vectors, labels, level, seed.derive("clustering/level-" + level)));
    }
    var scored =
        score(levels.stream().map(level -> level.stream().map(Draw::clustered).toList()).toList());
    var drawn =
        levels.stream()
            .flatMap(List::stream)
            .map(draw -> DrawnDocuments.of(draw.rows, draw.clustered))
            .toList();
    return new Outcome(scored.measures(), MAIN, new ClusteredDocuments(vectors.size(), drawn));
  }

  /** Documents with their clusters. */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record Draw(int[] rows, Clustered clustered) {}

  private List<Draw> level(List<float[]> vectors, List<List<String>> labels, int level, Seed seed) {
    var numbers = new HashMap<String, Integer>();
    int[] classes =
        labels.stream()
            .mapToInt(
                of ->
                    of.size() <= level
                        ? Clustered.NONE
                        : numbers.computeIfAbsent(of.get(level), name -> numbers.size()))
            .toArray();
    var kMeans = new MiniBatchKMeans((int) Arrays.stream(classes).distinct().count(), batch);
    return IntStream.range(0, draws)
        .parallel()
        .mapToObj(
            draw -> {
              var random = seed.stream("draw-" + draw);
              int[] rows =
                  IntStream.range(0, drawn).map(i -> random.nextInt(classes.length)).toArray();
              var some = IntStream.of(rows).mapToObj(row -> vectors.get(row)).toList();
              int[] truth = IntStream.of(rows).map(row -> classes[row]).toArray();
              int[] found = kMeans.fit(some, seed.derive("k-means-" + draw)).labels();
              return new Draw(rows, new Clustered(truth, found));
            })
        .toList();
  }

  /**
   * {@return the measures of given assignments; units are the draws of all levels, level by level}
   *
   * @param levels the draws of each level, one or more
   */
  public static Outcome score(List<List<Clustered>> levels) {
    var measures = new LinkedHashMap<String, Double>();
    double[] all = each(levels, Clustered::vMeasure);
    put(measures, MAIN, all);
    put(measures, "ami", each(levels, Clustered::adjustedInformation));
    measures.put(MAIN + "_of_labeled", Means.of(each(levels, d -> d.labeled().vMeasure())));
    for (int level = 0; level < levels.size(); level++) {
      double[] some = each(levels.subList(level, level + 1), Clustered::vMeasure);
      measures.put(MAIN + "_level_" + level, Means.of(some));
    }
    return new Outcome(measures, MAIN, new Evidence.Mean(all));
  }

  private static double[] each(List<List<Clustered>> levels, ToDoubleFunction<Clustered> measure) {
    return levels.stream().flatMap(List::stream).mapToDouble(measure).toArray();
  }

  static void put(Map<String, Double> measures, String name, double[] values) {
    measures.put(name, Means.of(values));
    measures.put(name + "_std", Means.deviation(values));
  }
}
