// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.dataset.KnownScore;
import org.lyceum.job.EvaluateJob;

/**
 * Scores beside those that are known from elsewhere.
 *
 * @param rows one for each score that is known
 */
record KnownTable(List<Row> rows) {
  /**
   * A score that is known.
   *
   * @param known from elsewhere
   * @param here the score times 100
   */
  record Row(KnownScore known, double here) {
    boolean agrees() {
      return known.agreesWith(here);
    }
  }

  /** {@return the scores of some models that are known} */
  static KnownTable of(List<EvaluateJob.Measured> measured) {
    var rows = new ArrayList<Row>();
    for (var model : measured) {
      for (var score : model.scores()) {
        for (var known : KnownScore.of(model.model(), score.task())) {
          rows.add(new Row(known, 100 * score.outcome().of(known.measure())));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "--known needs a task on which a score of one of the models is known, got none; leave it"
              + " out");
    }
    return new KnownTable(rows);
  }

  /** {@return whether all agree} */
  boolean agrees() {
    return rows.stream().filter(row -> row.known.comesOut()).allMatch(Row::agrees);
  }

  /** Prints a line for each, and how many agree. */
  void print(PrintWriter out) {
    out.printf(
        "%n%-14s %-26s %-16s %7s %7s %7s %6s%n",
        "model", "task", "measure", "here", "known", "differs", "may");
    for (var row : rows) {
      var known = row.known;
      out.printf(
          "%-14s %-26s %-16s %7.2f %7.2f %+7.2f %6.2f  %s%s%n",
          known.model(),
          known.task(),
          known.measure(),
          row.here,
          known.percent(),
          row.here - known.percent(),
          known.tolerance(),
          row.agrees() ? "" : row.known.comesOut() ? "NOT WITHIN: " : "not reproduced: ",
          known.source());
    }
    out.println(
        "%d of %d are within what they may differ; of %d it is known that they do not come out"
            .formatted(
                rows.stream().filter(Row::agrees).count(),
                rows.size(),
                rows.stream().filter(row -> !row.known.comesOut()).count()));
    out.flush();
  }
}
