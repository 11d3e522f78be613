// SPDX-License-Identifier: Apache-2.0
package org.lyceum.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.lyceum.metric.Evidence;

/**
 * Which word does not belong to a group? The one whose mean similarity to the others is least.
 *
 * <p>{@code opp} is the mean of the positions at which the outliers stand when all words of a group
 * are sorted by that similarity, from 0 for the first to 1 for the last; {@code accuracy} is the
 * share of outliers that stand last. mteb has no such task.
 *
 * @see <a href="https://aclanthology.org/W16-2508/">Camacho-Collados and Navigli 2016</a>, section
 *     2: the compactness of a word is, but for a constant and the order, its mean similarity
 */
public final class Outliers {
  private static final String MAIN = "opp";

  private Outliers() {}

  /**
   * A group of words that belong together, and some that do not.
   *
   * @param words vectors, 2 or more
   * @param outliers vectors, each of which is put among the words alone; 1 or more
   */
  public record Group(List<float[]> words, List<float[]> outliers) {
    /** Copies the lists. */
    public Group {
      words = List.copyOf(words);
      outliers = List.copyOf(outliers);
      if (words.size() < 2 || outliers.isEmpty()) {
        throw new IllegalArgumentException(
            "a group must have 2 words and an outlier or more, got %d and %d"
                .formatted(words.size(), outliers.size()));
      }
    }
  }

  /**
   * {@return the measures; units are outliers}
   *
   * @param groups one or more
   */
  public static Outcome of(List<Group> groups) {
    var positions = new ArrayList<Double>();
    for (var group : groups) {
      for (var outlier : group.outliers) {
        positions.add(position(group.words, outlier));
      }
    }
    double[] all = positions.stream().mapToDouble(Double::doubleValue).toArray();
    var measures = new LinkedHashMap<String, Double>();
    measures.put(MAIN, Means.of(all));
    measures.put(
        "accuracy", positions.stream().mapToDouble(p -> p == 1 ? 1 : 0).average().orElse(0));
    return new Outcome(measures, MAIN, new Evidence.Mean(all));
  }

  /** How many of the words are nearer to the rest than the outlier is, as a share. */
  private static double position(List<float[]> words, float[] outlier) {
    var all = new ArrayList<>(words);
    all.add(outlier);
    double own = nearness(all, words.size());
    int nearer = 0;
    for (int i = 0; i < words.size(); i++) {
      nearer += nearness(all, i) > own ? 1 : 0;
    }
    return nearer / (double) words.size();
  }

  private static double nearness(List<float[]> all, int of) {
    double sum = 0;
    for (int i = 0; i < all.size(); i++) {
      sum += i == of ? 0 : cosine(all.get(of), all.get(i));
    }
    return sum;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double first = 0;
    double second = 0;
    for (int d = 0; d < a.length; d++) {
      dot += (double) a[d] * b[d];
      first += (double) a[d] * a[d];
      second += (double) b[d] * b[d];
    }
    return dot / Math.max(Math.sqrt(first * second), 1e-12);
  }
}
