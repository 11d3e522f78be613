// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Evidence;

/**
 * Is the translation of a sentence the nearest of all sentences of the other language?
 *
 * <p>As in mteb, each target is a class: precision, recall and F1 are means over targets, each as
 * often as it is the right one. The main measure is {@code f1}, in a few tasks {@code accuracy}.
 *
 * @param own how the model says that its vectors are compared
 * @param main the main measure
 */
public record BitextMining(Similarity own, String main) {
  /**
   * Takes the usual main measure.
   *
   * @param own how the model says that its vectors are compared
   */
  public BitextMining(Similarity own) {
    this(own, "f1");
  }

  /**
   * {@return the measures of sentences with their translations at the same index; units are
   * sources}
   *
   * @param sources vectors of one language
   * @param targets vectors of the other, as many or more
   */
  public Outcome of(List<float[]> sources, List<float[]> targets) {
    return of(sources, targets, IntStream.range(0, sources.size()).toArray());
  }

  /**
   * {@return the measures; units are sources}
   *
   * @param sources vectors of one language
   * @param targets vectors of the other
   * @param gold the index of the right target of each source
   */
  public Outcome of(List<float[]> sources, List<float[]> targets, int[] gold) {
    Vectors.requireAlike("sources", sources, "targets", targets);
    Vectors.requireCount("right targets", sources.size(), gold.length);
    for (int right : gold) {
      if (right < 0 || right >= targets.size()) {
        throw new IllegalArgumentException(
            "a right target must be one of the %d targets, got index %d"
                .formatted(targets.size(), right));
      }
    }
    int[] found = new VectorSearch(own, targets).nearest(sources);
    var all = new ClassMeasures(gold, found);
    var measures = new LinkedHashMap<String, Double>();
    for (var name : List.of("precision", "recall", "f1", "accuracy")) {
      measures.put(name, measure(name, all));
    }
    return new Outcome(measures, main, new Mined(gold.clone(), found, main));
  }

  private static double measure(String name, ClassMeasures measures) {
    return switch (name) {
      case "precision" -> measures.weighted(measures::precision);
      case "recall" -> measures.weighted(measures::recall);
      case "f1" -> measures.weighted(measures::f1);
      default -> measures.accuracy();
    };
  }

  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record Mined(int[] gold, int[] found, String main) implements Evidence {
    @Override
    public int size() {
      return gold.length;
    }

    @Override
    public double score(int[] units) {
      int[] truth = IntStream.of(units).map(i -> gold[i]).toArray();
      int[] predicted = IntStream.of(units).map(i -> found[i]).toArray();
      return measure(main, new ClassMeasures(truth, predicted));
    }

    @Override
    public double[] each() {
      return IntStream.range(0, gold.length)
          .mapToDouble(i -> gold[i] == found[i] ? 1 : 0)
          .toArray();
    }
  }
}
