// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.Evidence;

/**
 * Does a threshold on the similarity tell pairs that belong together from others?
 *
 * <p>Average precision, and accuracy and F1 at their best thresholds, each for the model's own
 * similarity and for cosine, Manhattan, Euclidean and inner product; {@code max_...} is the best of
 * the five, chosen on the test pairs themselves. As mteb, the threshold below all pairs is never
 * tried; {@code ..._any_threshold} are the same measures where it is, and the one above all.
 *
 * @param own how the model says that its vectors are compared
 */
public record PairClassification(Similarity own) {
  private static final List<Similarity> OTHERS =
      List.of(Similarity.COSINE, Similarity.MANHATTAN, Similarity.EUCLIDEAN, Similarity.DOT);

  /**
   * {@return the measures; units are pairs}
   *
   * @param first one vector of each pair
   * @param second the other
   * @param labels whether a pair belongs together; some must and some must not
   */
  public Outcome of(List<float[]> first, List<float[]> second, boolean[] labels) {
    Vectors.requireAlike("first texts", first, "second texts", second);
    Vectors.requireCount("second texts", first.size(), second.size());
    Vectors.requireCount("labels", first.size(), labels.length);
    requireBoth(labels);
    var sorted = new LinkedHashMap<String, SortedPairs>();
    sorted.put("similarity", sorted(own, first, second, labels));
    OTHERS.forEach(other -> sorted.put(other.label(), sorted(other, first, second, labels)));

    var measures = new LinkedHashMap<String, Double>();
    var best = new LinkedHashMap<String, Double>();
    sorted.forEach(
        (similarity, pairs) ->
            measures(pairs)
                .forEach(
                    (name, value) -> {
                      measures.put(similarity + "_" + name, value);
                      best.merge("max_" + name, value, Math::max);
                    }));
    measures.putAll(best);
    double[] cosines = SemanticSimilarity.scores(Similarity.COSINE, first, second);
    var evidence =
        new BestPrecision(new ArrayList<>(sorted.values()), BinaryRanking.each(cosines, labels));
    return new Outcome(measures, "max_ap", evidence);
  }

  private static SortedPairs sorted(
      Similarity similarity, List<float[]> first, List<float[]> second, boolean[] labels) {
    return new SortedPairs(SemanticSimilarity.scores(similarity, first, second), labels);
  }

  private static Map<String, Double> measures(SortedPairs pairs) {
    var f1 = pairs.bestF1(false);
    var measures = new LinkedHashMap<String, Double>();
    measures.put("accuracy", pairs.bestAccuracy(false));
    measures.put("f1", f1.f1());
    measures.put("precision", f1.precision());
    measures.put("recall", f1.recall());
    measures.put("ap", pairs.averagePrecision());
    measures.put("accuracy_any_threshold", pairs.bestAccuracy(true));
    measures.put("f1_any_threshold", pairs.bestF1(true).f1());
    return measures;
  }

  private static void requireBoth(boolean[] labels) {
    int positive = 0;
    for (boolean label : labels) {
      positive += label ? 1 : 0;
    }
    if (positive == 0 || positive == labels.length) {
      throw new IllegalArgumentException(
          "some pairs must belong together and some not, got %d of %d that do"
              .formatted(positive, labels.length));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record BestPrecision(List<SortedPairs> similarities, double[] each) implements Evidence {
    @Override
    public int size() {
      return each.length;
    }

    @Override
    public double score(int[] units) {
      int[] times = new int[each.length];
      for (int unit : units) {
        times[unit]++;
      }
      double best = 0;
      for (var pairs : similarities) {
        best = Math.max(best, pairs.averagePrecision(times));
      }
      return best;
    }
  }
}
