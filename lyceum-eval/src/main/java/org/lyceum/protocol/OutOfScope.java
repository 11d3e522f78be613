// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.BinaryRanking;
import org.lyceum.metric.Evidence;

/**
 * Does the distance to the nearest class tell questions of no class from the others? Each class is
 * the mean of the unit vectors of its examples.
 *
 * <p>{@code auroc} is the chance that a question of a class is nearer, by cosine, to its nearest
 * class than one of no class is; {@code ap} is the average precision of the questions of no class;
 * {@code accuracy} is the share of the others whose nearest class is the right one. mteb has no
 * such task.
 *
 * @see <a href="https://aclanthology.org/D19-1131/">Larson et al. 2019</a>
 */
public final class OutOfScope {
  private static final String MAIN = "auroc";

  private OutOfScope() {}

  /**
   * {@return the measures; units are questions, first those of a class}
   *
   * @param train examples of each class
   * @param test questions of those classes
   * @param strangers questions of no class, 1 or more
   */
  public static Outcome of(Labeled train, Labeled test, List<float[]> strangers) {
    Vectors.requireAlike("training", train.vectors(), "test", test.vectors());
    Vectors.requireAlike("training", train.vectors(), "strangers", strangers);
    var search = new VectorSearch(Similarity.COSINE, centers(train));
    int known = test.labels().length;
    double[] scores = new double[known + strangers.size()];
    int[] found = new int[known];
    search.each(
        test.vectors(),
        (i, similarities) -> {
          found[i] = VectorSearch.largest(similarities);
          scores[i] = similarities[found[i]];
        });
    search.each(
        strangers,
        (i, similarities) -> scores[known + i] = similarities[VectorSearch.largest(similarities)]);
    var measures = new LinkedHashMap<String, Double>();
    var evidence = new Separation(scores, known);
    measures.put(MAIN, evidence.score());
    double[] strange = Arrays.stream(scores).map(score -> -score).toArray();
    measures.put("ap", BinaryRanking.of(strange, evidence.labels(false)).averagePrecision());
    measures.put("accuracy", new ClassMeasures(test.labels(), found).accuracy());
    return new Outcome(measures, MAIN, evidence);
  }

  /** The mean of the unit vectors of each class, by its number. */
  private static List<float[]> centers(Labeled train) {
    int classes = Arrays.stream(train.labels()).max().orElse(0) + 1;
    float[][] centers = new float[classes][train.vectors().getFirst().length];
    for (int i = 0; i < train.labels().length; i++) {
      var vector = train.vectors().get(i);
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      float scale = (float) (1 / Math.max(Math.sqrt(squares), 1e-12));
      float[] center = centers[train.labels()[i]];
      for (int d = 0; d < center.length; d++) {
        center[d] += scale * vector[d];
      }
    }
    return List.of(centers);
  }

  /** Nearness of questions, first of those of a class. */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  private record Separation(double[] scores, int known) implements Evidence {
    @Override
    public int size() {
      return scores.length;
    }

    boolean[] labels(boolean ofClasses) {
      boolean[] labels = new boolean[scores.length];
      Arrays.fill(labels, 0, known, ofClasses);
      Arrays.fill(labels, known, labels.length, !ofClasses);
      return labels;
    }

    @Override
    public double score(int[] units) {
      double[] some = Arrays.stream(units).mapToDouble(unit -> scores[unit]).toArray();
      boolean[] labels = new boolean[units.length];
      boolean any = false;
      for (int i = 0; i < units.length; i++) {
        labels[i] = units[i] < known;
        any |= labels[i];
      }
      return any ? BinaryRanking.of(some, labels).rocAuc() : Double.NaN;
    }

    @Override
    public double[] each() {
      return BinaryRanking.each(scores, labels(true));
    }
  }
}
