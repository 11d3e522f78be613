// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.Evidence;

/**
 * Is an example, a text or an image, nearest to the description of its class?
 *
 * <p>As in mteb, {@code ap} of two classes is that of the similarity to the second description
 * alone; {@code ap_of_margins} is that of how much nearer the second is than the first. Both are
 * NaN for more classes. The main measure is {@code accuracy}.
 *
 * @param own how the model says that its vectors are compared; mteb compares images by cosine
 */
public record ZeroShotClassification(Similarity own) {
  private static final String MAIN = "accuracy";

  /**
   * {@return the measures; units are examples}
   *
   * @param examples with, as label, the index of the description that is right
   * @param descriptions vectors of the classes, 2 or more
   */
  public Outcome of(Labeled examples, List<float[]> descriptions) {
    Vectors.requireAlike("examples", examples.vectors(), "descriptions", descriptions);
    requireClasses(examples.labels(), descriptions.size());
    int[] truth = examples.labels();
    float[][] scores = new float[truth.length][];
    new VectorSearch(own, descriptions)
        .each(examples.vectors(), (i, similarities) -> scores[i] = similarities);
    int[] found = Arrays.stream(scores).mapToInt(VectorSearch::largest).toArray();
    var measures = new LinkedHashMap<>(new ClassMeasures(truth, found).all());
    putPrecision(measures, truth, scores);
    double[] right =
        IntStream.range(0, truth.length).mapToDouble(i -> truth[i] == found[i] ? 1 : 0).toArray();
    return new Outcome(measures, MAIN, new Evidence.Mean(right));
  }

  private static void putPrecision(Map<String, Double> to, int[] truth, float[][] scores) {
    boolean two = scores[0].length == 2 && Arrays.stream(truth).distinct().count() == 2;
    boolean[] labels = new boolean[truth.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = truth[i] == 1;
    }
    double precision = two ? precision(labels, scores, 0) : Double.NaN;
    to.put("ap", precision);
    to.put("ap_weighted", precision);
    to.put("ap_of_margins", two ? precision(labels, scores, 1) : Double.NaN);
  }

  private static double precision(boolean[] labels, float[][] scores, int less) {
    double[] values =
        Arrays.stream(scores).mapToDouble(row -> row[1] - (double) less * row[0]).toArray();
    return BinaryRanking.of(values, labels).averagePrecision();
  }

  private static void requireClasses(int[] labels, int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "there must be descriptions of 2 classes or more, got %d".formatted(classes));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "a label must be the index of one of the %d descriptions, got %d at index %d"
                .formatted(classes, labels[i], i));
      }
    }
  }
}
