// SPDX-License-Identifier: Apache-2.0
package org.lyceum.metric;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What was found for one query, beside what was judged, in the terms of trec_eval: a document is
 * relevant from a grade on; a grade is also its gain, unless it is negative; a document without a
 * grade, or with a negative one, is not judged.
 */
final class JudgedRanking {
  private static final int ABSENT = Integer.MIN_VALUE;

  private final int[] grades; // by rank; negative for documents that are not judged
  private final int[] ideal; // positive grades, best first
  private final int level;
  private final int relevant;
  private final int nonrelevant;

  /**
   * Judges a ranking.
   *
   * @param judged grades by document id
   * @param ranked document ids, best first, each once
   * @param level the least grade of a relevant document, 1 or more
   */
  JudgedRanking(Map<String, Integer> judged, List<String> ranked, int level) {
    this.level = level;
    grades = ranked.stream().mapToInt(document -> judged.getOrDefault(document, ABSENT)).toArray();
    ideal =
        judged.values().stream()
            .filter(grade -> grade > 0)
            .sorted(Comparator.reverseOrder())
            .mapToInt(Integer::intValue)
            .toArray();
    relevant = (int) judged.values().stream().filter(grade -> grade >= level).count();
    nonrelevant =
        (int) judged.values().stream().filter(grade -> grade >= 0 && grade < level).count();
  }

  /** Documents that were found. */
  int found() {
    return grades.length;
  }

  /** Relevant documents, found or not. */
  int relevant() {
    return relevant;
  }

  /** Documents that were judged not to be relevant, found or not. */
  int nonrelevant() {
    return nonrelevant;
  }

  /** Relevant documents among the first {@code depth}. */
  int relevantAmong(int depth) {
    int count = 0;
    for (int rank = 0; rank < Math.min(depth, found()); rank++) {
      count += isRelevant(rank) ? 1 : 0;
    }
    return count;
  }

  /** Whether the document at a rank, counted from 0, is relevant. */
  boolean isRelevant(int rank) {
    return grades[rank] >= level;
  }

  /** Whether the document at a rank, counted from 0, was judged not to be relevant. */
  boolean isNonrelevant(int rank) {
    return grades[rank] >= 0 && grades[rank] < level;
  }

  /** Whether the document at a rank, counted from 0, has a negative grade: nobody could say. */
  boolean isPooled(int rank) {
    return grades[rank] < 0 && grades[rank] != ABSENT;
  }

  /** The gain at a rank, counted from 0; 0 beyond the last. */
  int gain(int rank) {
    return rank < grades.length ? Math.max(0, grades[rank]) : 0;
  }

  /** The gain at a rank of the best possible ranking, counted from 0; 0 beyond its last. */
  int idealGain(int rank) {
    return rank < ideal.length ? ideal[rank] : 0;
  }

  /** Documents with a gain, found or not. */
  int gaining() {
    return ideal.length;
  }

  /** All that can be gained. */
  int totalGain() {
    int sum = 0;
    for (int gain : ideal) {
      sum += gain;
    }
    return sum;
  }
}
