// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Evidence;
import org.lyceum.metric.NoScoreException;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.Spearman;

/**
 * Does the nearness of a machine's summary to the nearest human one tell how good it is? A
 * correlation for each text; the measures are means over the texts.
 *
 * <p>As in mteb, a text counts nothing where the judgments, the cosines or the inner products of
 * all its summaries are equal.
 *
 * @param own how the model says that its vectors are compared
 */
public record Summarization(Similarity own) {
  private static final String MAIN = "cosine_spearman";

  /**
   * A text that was summarized.
   *
   * @param human vectors of the summaries by people, 1 or more
   * @param machine vectors of the summaries by machines, 2 or more
   * @param relevance how good people found each of the machines' summaries, finite
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  public record Text(List<float[]> human, List<float[]> machine, double[] relevance) {
    /** Copies the lists and checks the vectors. */
    public Text {
      human = List.copyOf(human);
      machine = List.copyOf(machine);
      Vectors.requireAlike("human summaries", human, "machine summaries", machine);
      Vectors.requireCount("judgments", machine.size(), relevance.length);
    }

    private double[] nearest(Similarity similarity) {
      return machine.stream()
          .mapToDouble(
              m -> human.stream().mapToDouble(h -> similarity.of(m, h)).max().orElse(Double.NaN))
          .toArray();
    }
  }

  /**
   * {@return the measures; units are texts, of which those that count nothing leave the mean as it
   * is}
   *
   * @param texts of which one or more counts
   */
  public Outcome of(List<Text> texts) {
    var each = texts.stream().map(this::measures).toList();
    var counted = each.stream().filter(measures -> !measures.isEmpty()).toList();
    if (counted.isEmpty()) {
      throw new NoScoreException(
          "a text must have judgments and similarities that differ, got none among %d texts"
              .formatted(texts.size()));
    }
    var evidence =
        new MeanOfCounted(
            each.stream().mapToDouble(m -> m.getOrDefault(MAIN, Double.NaN)).toArray(),
            each.stream().map(m -> !m.isEmpty()).toList());
    return new Outcome(Means.of(counted), MAIN, evidence);
  }

  /** Nothing where the text does not count. */
  private Map<String, Double> measures(Text text) {
    double[] cosines = text.nearest(Similarity.COSINE);
    double[] dots = text.nearest(Similarity.DOT);
    if (isConstant(text.relevance) || isConstant(cosines) || isConstant(dots)) {
      return Map.of();
    }
    var measures = new LinkedHashMap<String, Double>();
    put(measures, "", text.nearest(own), text.relevance);
    put(measures, "cosine_", cosines, text.relevance);
    put(measures, "dot_", dots, text.relevance);
    return measures;
  }

  private static void put(Map<String, Double> to, String prefix, double[] scores, double[] gold) {
    to.put(prefix + "pearson", Pearson.of(scores, gold));
    to.put(prefix + "spearman", Spearman.of(scores, gold));
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).distinct().limit(2).count() < 2;
  }

  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record MeanOfCounted(double[] values, List<Boolean> counted) implements Evidence {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double score(int[] units) {
      var found = new ArrayList<Double>();
      for (int unit : units) {
        if (counted.get(unit)) {
          found.add(values[unit]);
        }
      }
      return found.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    @Override
    public double[] each() {
      return values.clone();
    }
  }
}
