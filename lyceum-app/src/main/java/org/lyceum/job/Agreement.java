// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Similarity;
import org.lyceum.metric.Pearson;
import org.lyceum.task.Sts;

/**
 * How alike teacher and student find the same pairs of sentences.
 *
 * @param teacher cosines
 * @param student cosines of the same pairs
 */
@SuppressWarnings("ArrayRecordComponent") // points of a plot
record Agreement(double[] teacher, double[] student) {
  static Agreement of(Embedder teacher, Embedder student, Sts sts) {
    return new Agreement(cosines(teacher, sts), cosines(student, sts));
  }

  private static double[] cosines(Embedder embedder, Sts sts) {
    var rows = embedder.embed(sts.texts(), sts.prompt(), Progress.NONE).rows();
    int pairs = sts.pairs().size();
    double[] cosines = new double[pairs];
    var texts = sts.texts();
    var index = new HashMap<String, Integer>();
    for (int i = 0; i < texts.size(); i++) {
      index.put(texts.get(i), i);
    }
    for (int i = 0; i < pairs; i++) {
      var pair = sts.pairs().get(i);
      var first = rows.get(row(index, pair.first()));
      cosines[i] = Similarity.COSINE.of(first, rows.get(row(index, pair.second())));
    }
    return cosines;
  }

  private static int row(Map<String, Integer> index, String text) {
    return Objects.requireNonNull(index.get(text));
  }

  /** The correlation, or a dash where one of them gives the same cosine to all pairs. */
  String label() {
    double correlation = Pearson.of(teacher, student);
    return Double.isNaN(correlation) ? "correlation -" : "correlation %.3f".formatted(correlation);
  }
}
