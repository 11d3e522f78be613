// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Evidence;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.VectorSearch;
import org.lyceum.protocol.Vectors;

/**
 * {@code TranslationEvaluator}: is the translation of a sentence the nearest of all by cosine?
 *
 * <p>{@code src2trg_accuracy} asks the sources, {@code trg2src_accuracy} the targets, and {@code
 * mean_accuracy}, the main measure, is the mean of both. A sentence that occurs twice is right at
 * either place; of equally near sentences the first is taken.
 */
public final class Translation {
  private Translation() {}

  /** Whether two sentences of a language, given by their indices, are the same. */
  @FunctionalInterface
  private interface Same {
    boolean are(int one, int other);
  }

  /**
   * {@return the measures where sentences are the same if their vectors are; units are sentences
   * with their translations}
   *
   * @param sources vectors of one language
   * @param targets vectors of their translations at the same indices
   */
  public static Outcome of(List<float[]> sources, List<float[]> targets) {
    return of(
        sources,
        targets,
        (i, j) -> Arrays.equals(sources.get(i), sources.get(j)),
        (i, j) -> Arrays.equals(targets.get(i), targets.get(j)));
  }

  /**
   * {@return the measures where sentences are the same if their names are, as in the library, whose
   * names are the texts; units are sentences with their translations}
   *
   * @param sources vectors of one language
   * @param sourceNames a name for each, such as its text
   * @param targets vectors of their translations at the same indices
   * @param targetNames a name for each
   */
  public static Outcome of(
      List<float[]> sources,
      List<String> sourceNames,
      List<float[]> targets,
      List<String> targetNames) {
    Vectors.requireCount("names of sources", sources.size(), sourceNames.size());
    Vectors.requireCount("names of targets", targets.size(), targetNames.size());
    return of(
        sources,
        targets,
        (i, j) -> sourceNames.get(i).equals(sourceNames.get(j)),
        (i, j) -> targetNames.get(i).equals(targetNames.get(j)));
  }

  private static Outcome of(
      List<float[]> sources, List<float[]> targets, Same sameSource, Same sameTarget) {
    Comparisons.requirePairs("sources", sources, "targets", targets);
    double[] forth = right(sources, targets, sameTarget);
    double[] back = right(targets, sources, sameSource);
    double[] both =
        IntStream.range(0, forth.length).mapToDouble(i -> (forth[i] + back[i]) / 2).toArray();
    var measures = new LinkedHashMap<String, Double>();
    measures.put("src2trg_accuracy", new Evidence.Mean(forth).score());
    measures.put("trg2src_accuracy", new Evidence.Mean(back).score());
    measures.put("mean_accuracy", new Evidence.Mean(both).score());
    return new Outcome(measures, "mean_accuracy", new Evidence.Mean(both));
  }

  private static double[] right(List<float[]> queries, List<float[]> among, Same same) {
    int[] nearest = new VectorSearch(Similarity.COSINE, among).nearest(queries);
    return IntStream.range(0, nearest.length)
        .mapToDouble(i -> same.are(nearest[i], i) ? 1 : 0)
        .toArray();
  }
}
