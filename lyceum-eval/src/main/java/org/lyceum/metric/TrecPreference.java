// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

/** Those measures of trec_eval that know which documents nobody judged. */
final class TrecPreference {
  private static final double EPSILON = 1e-5; // trec_eval's

  private TrecPreference() {}

  /**
   * How seldom judged documents that are not relevant come before relevant ones.
   *
   * @see <a href="https://doi.org/10.1145/1008992.1009000">Buckley and Voorhees 2004</a>
   */
  static double bpref(JudgedRanking judged) {
    double sum = 0;
    int before = 0;
    int bound = Math.min(judged.nonrelevant(), judged.relevant());
    for (int rank = 0; rank < judged.found(); rank++) {
      if (judged.isNonrelevant(rank)) {
        before++;
      } else if (judged.isRelevant(rank)) {
        sum += before == 0 ? 1 : 1 - Math.min(before, judged.relevant()) / (double) bound;
      }
    }
    return judged.relevant() == 0 ? 0 : sum / judged.relevant();
  }

  /**
   * Average precision, estimated as if the judged documents were a sample.
   *
   * @see <a href="https://doi.org/10.1145/1183614.1183633">Yilmaz and Aslam 2006</a>
   */
  static double inferredAveragePrecision(JudgedRanking judged) {
    double sum = 0;
    int relevant = 0;
    int nonrelevant = 0;
    int pooled = 0;
    for (int rank = 0; rank < judged.found(); rank++) {
      if (judged.isNonrelevant(rank)) {
        nonrelevant++;
      } else if (judged.isPooled(rank)) {
        pooled++;
      } else if (judged.isRelevant(rank)) {
        double precision = (relevant + EPSILON) / (relevant + nonrelevant + 2 * EPSILON);
        sum += (1 + (relevant + nonrelevant + pooled) * precision) / (rank + 1.0);
        relevant++;
      }
    }
    return judged.relevant() == 0 ? 0 : sum / judged.relevant();
  }
}
