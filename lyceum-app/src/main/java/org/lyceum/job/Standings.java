// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lyceum.statistics.Borda;

/** The order of models as mteb's leaderboard has it: each task is a voter. */
public final class Standings {
  private Standings() {}

  /**
   * A model's place.
   *
   * @param rank by points, 1 is best
   * @param model as it was asked for
   * @param points of its Borda count
   * @param mean of its scores in percent
   * @param meanOfTypes of its means by type of task
   */
  public record Place(int rank, String model, double points, double mean, double meanOfTypes) {}

  /**
   * {@return the places of models, best first}
   *
   * @param measured one model or more, on the same tasks
   */
  public static List<Place> of(List<EvaluateJob.Measured> measured) {
    double[][] scores =
        measured.stream()
            .map(model -> model.scores().stream().mapToDouble(EvaluateJob.Score::percent).toArray())
            .toArray(double[][]::new);
    var borda = Borda.of(scores);
    double[] points = borda.points();
    int[] ranks = borda.ranks();
    var places = new ArrayList<Place>();
    for (int i = 0; i < ranks.length; i++) {
      var model = measured.get(i);
      places.add(new Place(ranks[i], model.model(), points[i], model.mean(), model.meanOfTypes()));
    }
    places.sort(Comparator.comparingInt(Place::rank));
    return List.copyOf(places);
  }
}
